//! Folders, archives and bundles in the terminal: what is read of them, what is said of the rest, and whose it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

const PODS: &str = "NAMESPACE     NAME            READY   STATUS    RESTARTS   AGE\ngloo-system   gloo-5c8d7f9b6c-lm4wq   1/1   Running   0   12d\n";

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundle").join(name);
    path.to_str().expect("a plain path").to_owned()
}

/// An empty folder for one test.
fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bundle").join(test);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    path
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, bytes).expect("a file");
    path.to_str().expect("a plain path").to_owned()
}

fn run(args: &[&str], input: &[u8]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gloo-advisor"));
    let streams = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = streams.args(args).spawn().expect("the program starts");
    let _ = program.stdin.take().expect("its input").write_all(input);
    let output = program.wait_with_output().expect("the program ends");
    let complaint = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(complaint, "", "calling it with {args:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn report(paths: &[&str], input: &[u8]) -> Value {
    let printed = run(&[&["--format", "json"], paths].concat(), input);
    serde_json::from_str(&printed).expect("JSON")
}

/// Which files were read, and why the others were not.
fn outcomes(report: &Value) -> Vec<(String, String)> {
    let files = report["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    let outcome = |file: &Value| {
        let reason = file["reason"].as_str().unwrap_or("read");
        assert_eq!(file["read"].as_bool(), Some(reason == "read"));
        (file["name"].as_str().expect("a name").to_owned(), reason.to_owned())
    };
    let mut outcomes: Vec<_> = files.iter().map(outcome).collect();
    outcomes.sort();
    outcomes
}

fn check(paths: &[&str], expect: &[(&str, &str)]) {
    let seen = outcomes(&report(paths, b""));
    let seen: Vec<(&str, &str)> = seen.iter().map(|(name, why)| (name.as_str(), why.as_str())).collect();
    assert_eq!(seen, expect, "reading {paths:?}");
}

fn codes(report: &Value) -> Vec<&str> {
    let diagnostics = report["diagnostics"].as_array().expect("findings");
    diagnostics.iter().filter_map(|one| one["code"].as_str()).collect()
}

fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).expect("a member");
    }
    tar.into_inner().expect("a tar")
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("it packs");
    encoder.finish().expect("it packs")
}

fn zipped(files: &[(&str, &[u8])], options: zip::write::SimpleFileOptions) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, options).expect("a member");
        zip.write_all(bytes).expect("a member");
    }
    zip.finish().expect("a zip").into_inner()
}

fn packed() -> zip::write::SimpleFileOptions {
    zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)
}

fn state() -> Vec<u8> {
    fs::read(fixture("debug/kube-state.log")).expect("the fixture")
}

#[test]
fn a_bundle_of_glooctl_debug_tells_versions_states_logs_and_rejections() {
    let report = report(&[&fixture("debug")], b"");
    for code in ["GLA0303", "GLA1103", "GLA1025", "GLA1221", "GLA0522"] {
        assert!(codes(&report).contains(&code), "{code} is not in {:?}", codes(&report));
    }
    // What the page says of it, too: tests/browser/bundle.spec.mjs.
    let title = "3 things are in the way: fix them before you upgrade Gloo open source 1.19.3.";
    assert_eq!(report["verdict"]["title"], title);
    let text = run(&[&fixture("debug")], b"");
    let rejected = "\n  | virtualservice.gateway.solo.io shop/web is rejected by gloo: 1 error occurred: * invalid destination in weighted destination list: *v1.Upstream { shop.web-v2 } not found\n";
    assert!(text.contains(rejected), "{text}");
    let unread: usize = report["transcripts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["unread"].as_array().unwrap().len())
        .sum();
    assert_eq!(unread, 0, "all of it is understood");
    let dump = "It is an internal dump: large, with certificates, and without versions or errors.";
    let skipped: Vec<_> = outcomes(&report).into_iter().filter(|(_, why)| why != "read").collect();
    assert_eq!(skipped.len(), 3);
    assert!(skipped.iter().all(|(_, why)| why == dump), "{skipped:?}");
}

#[test]
fn a_dump_of_the_cluster_tells_what_runs() {
    let report = report(&[&fixture("dump")], b"");
    let text = report["installations"].to_string();
    assert!(text.contains("1.18.9") && !text.contains("1.17.2"), "{text}");
    assert!(codes(&report).contains(&"GLA1104"), "{:?}", codes(&report));
}

#[test]
fn an_archive_says_what_its_folder_says() {
    let (files, folder) = ([("debug/kube-state.log", state())], folder("forms"));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let tar = tarred(&files);
    // Whatever it is called.
    let forms = [
        ("a.log", tar.clone()),
        ("b.zip", gzipped(&tar)),
        ("c.tgz", zipped(&files, packed())),
        ("d", zipped(&files, packed().compression_method(zip::CompressionMethod::Stored))),
    ];
    for (name, bytes) in forms {
        let path = write(&folder, name, &bytes);
        check(&[&path], &[(&format!("{name}/debug/kube-state.log"), "read")]);
        assert!(codes(&report(&[&path], b"")).contains(&"GLA1103"), "reading {name}");
        assert!(codes(&report(&["-"], &bytes)).contains(&"GLA1103"), "reading {name} from a pipe");
    }
}

#[test]
fn two_bundles_are_two_clusters() {
    let folder = folder("two");
    let bundle = gzipped(&tarred(&[("debug/kube-state.log", &state())]));
    let (one, other) = (write(&folder, "north.tar.gz", &bundle), write(&folder, "south.tar.gz", &bundle));
    let text = run(&[&one, &other], b"");
    assert!(text.starts_with("2 clusters are in this paste. cluster north: "), "{text}");
    assert!(text.contains("cluster south: "), "{text}");
    assert!(!run(&[&one], b"").contains("cluster north"), "one bundle needs no name");
    let both = run(&[folder.to_str().unwrap()], b"");
    assert!(both.starts_with("2 clusters are in this paste. cluster north: "), "a folder of two: {both}");
}

#[test]
fn what_is_not_read_has_a_reason() {
    let folder = folder("mixed");
    write(&folder, "pods.txt", PODS.as_bytes());
    write(&folder, "pods.txt.gz", &gzipped(PODS.as_bytes()));
    write(&folder, "screen.png", b"\x89PNG");
    write(&folder, "screen", b"\xff\xd8\xff\xe0");
    write(&folder, "core.dump", b"\x01\0\0\0core\0\0");
    write(&folder, "tls.key", b"-----BEGIN");
    write(&folder, "empty.log", b"");
    write(&folder, "x.xz", b"\xfd7zXZ\0");
    write(&folder, "bug-report/istio/pods.txt", PODS.as_bytes());
    write(
        &folder,
        "wide.txt",
        &PODS.encode_utf16().fold(vec![0xff, 0xfe], |mut all, one| {
            all.extend(one.to_le_bytes());
            all
        }),
    );
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", folder.join("link.txt")).expect("a link");
    let path = folder.to_str().unwrap();
    check(
        &[path],
        &[
            ("mixed/bug-report/istio/pods.txt", "It is part of a bundle of Istio, not of Gloo."),
            ("mixed/core.dump", "It is binary, not text."),
            ("mixed/empty.log", "It is empty."),
            #[cfg(unix)]
            ("mixed/link.txt", "It is a link, and links are not followed."),
            ("mixed/pods.txt", "read"),
            ("mixed/pods.txt.gz", "read"),
            ("mixed/screen", "It is a picture. Copy the text instead."),
            ("mixed/screen.png", "It is a picture. Copy the text instead."),
            ("mixed/tls.key", "By its name it holds a key or a certificate."),
            ("mixed/wide.txt", "read"),
            ("mixed/x.xz", "It is packed with xz. Unpack it and give the folder."),
        ],
    );
    let text = run(&[path], b"");
    assert!(text.contains("\nFiles\n- 3 read, "), "{text}");
    assert!(run(&[path, "--verbose"], b"").contains("- mixed/empty.log: It is empty.\n"));
}

#[test]
fn plain_files_are_read_as_before() {
    let path = write(&folder("plain"), "pods.txt", PODS.as_bytes());
    let report = report(&[&path, "-"], b"x");
    assert_eq!(report["files"], Value::Null);
    assert_eq!(report["transcripts"][0]["name"], path.as_str());
    check(&["/dev/null"], &[]);
}

#[test]
fn archives_that_lie_are_said_to() {
    let folder = folder("lying");
    let text = PODS.as_bytes();
    let path = |name: &str, bytes: &[u8]| write(&folder, name, bytes);
    let mut tar = tarred(&[("xx/yy/escape.txt", text), ("fine.txt", text)]);
    // The library refuses to write such a name.
    tar[..16].copy_from_slice(b"../../escape.txt");
    let sum: u32 = tar[..512]
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
        .sum();
    tar[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    check(
        &[&path("outside.tar", &tar)],
        &[
            ("outside.tar/../../escape.txt", "Its path leads out of the archive."),
            ("outside.tar/fine.txt", "read"),
        ],
    );
    let nested = tarred(&[("inner.tar", &tarred(&[("a.txt", text)])), ("b.txt.gz", &gzipped(text))]);
    check(
        &[&path("nested.tar", &nested)],
        &[
            ("nested.tar/b.txt.gz", "read"),
            ("nested.tar/inner.tar", "It is an archive in an archive. Unpack it and give it on its own."),
        ],
    );
    let locked = packed().with_aes_encryption(zip::AesMode::Aes256, "secret");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.txt", locked).unwrap();
    zip.write_all(text).unwrap();
    let locked = zip.finish().unwrap().into_inner();
    check(
        &[&path("locked.zip", &locked)],
        &[("locked.zip/a.txt", "It needs a password. Unpack it and give the folder.")],
    );
    let long = PODS.repeat(20_000);
    let bomb = gzipped(&tarred(&[("a.txt", text), ("zeros.txt", &vec![b' '; 40 << 20])]));
    let seen = outcomes(&report(&[&path("bomb.tgz", &bomb)], b""));
    let why = "It unpacks to over 400 times its size, as no log does. It was left.";
    assert!(seen.contains(&("bomb.tgz".to_owned(), why.to_owned())), "{seen:?}");
    assert!(seen.contains(&("bomb.tgz/a.txt".to_owned(), "read".to_owned())), "{seen:?}");
    let cut = "The archive is cut off; what comes before the cut is read.";
    let forms = [
        ("cut.tar", tarred(&[("a.txt", text), ("b.txt", long.as_bytes())])),
        ("cut.tgz", gzipped(&tarred(&[("a.txt", text), ("b.txt", long.as_bytes())]))),
        ("cut.zip", zipped(&[("a.txt", text), ("b.txt", long.as_bytes())], packed())),
    ];
    for (name, bytes) in forms {
        let seen = outcomes(&report(&[&path(name, &bytes[..bytes.len() * 2 / 3])], b""));
        let read = |file: &str| (format!("{name}/{file}"), "read".to_owned());
        assert_eq!(seen, [(name.to_owned(), cut.to_owned()), read("a.txt"), read("b.txt")], "reading {name}");
    }
}

#[test]
fn ten_thousand_files_are_listed() {
    let files: Vec<(String, &[u8])> =
        (0..10_000).map(|number| (format!("d/{number}.txt"), PODS.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let path = write(&folder("many"), "many.tgz", &gzipped(&tarred(&files)));
    let seen = outcomes(&report(&[&path], b""));
    assert_eq!(seen.iter().filter(|(_, why)| why == "read").count(), 10_000);
}

#[test]
fn what_a_bundle_has_to_hide_is_not_handed_on() {
    const SECRET: &str = "hvs.CAESIJ2vXq7wLr9TzKp4";
    let log = format!(
        "{{\"level\":\"error\",\"ts\":1,\"logger\":\"gloo\",\"caller\":\"x.go:1\",\"msg\":\"cannot read vault secret: token={SECRET}\"}}\n"
    );
    let archive = gzipped(&tarred(&[("b/gloo.log", log.as_bytes()), ("b/kube-state.log", &state())]));
    let path = write(&folder("redacted"), "b.tar.gz", &archive);
    let handed = |format| run(&["--format", format, path.as_str()], b"");
    assert!(handed("text").contains(SECRET), "it is in the finding, so that something can be replaced");
    for format in ["ticket", "jira", "reply", "short"] {
        let handed = handed(format);
        assert!(!handed.contains(SECRET), "{format}:\n{handed}");
    }
    assert!(handed("ticket").contains("\n## Files\n\n- 2 read"), "the ticket lists the files");
    assert!(handed("jira").contains("h2. Files\n"), "the ticket lists the files");
}

#[test]
fn two_archives_are_compared() {
    let folder = folder("compared");
    let (before, after) = (fixture("debug"), write(&folder, "after.tar.gz", &gzipped(&tarred(&[]))));
    let printed = run(&["compare", &before, &before], b"");
    assert!(printed.contains("Versions"), "{printed}");
    let nothing = run(&["compare", &before, &after], b"");
    assert!(!nothing.contains("fixed"), "an empty archive shows that nothing is fixed:\n{nothing}");
}
