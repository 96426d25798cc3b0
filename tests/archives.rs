//! The readers of tar and zip, against what other libraries write.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

use std::io::{Cursor, Write as _};

use gloo_advisor::archive::tar::{Member, Take, Tar};
use gloo_advisor::archive::{Flaw, Form, zip as reader};
use proptest::prelude::*;

/// What comes out of an archive.
#[derive(Default)]
struct Out {
    members: Vec<(String, Vec<u8>, Option<Flaw>)>,
    ended: usize,
}

impl Take for Out {
    fn begin(&mut self, member: Member) -> bool {
        self.members.push((member.path, Vec::new(), member.flaw));
        true
    }

    fn content(&mut self, bytes: &[u8]) {
        self.members.last_mut().unwrap().1.extend_from_slice(bytes);
    }

    fn end(&mut self) {
        self.ended += 1;
    }
}

fn untar(bytes: &[u8], piece: usize) -> (Out, Result<(), Flaw>, bool) {
    let (mut tar, mut out) = (Tar::default(), Out::default());
    let result = bytes.chunks(piece).try_for_each(|piece| tar.feed(piece, &mut out));
    (out, result, tar.may_end())
}

fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn check_tar(bytes: &[u8], expect: &[(&str, usize, Option<Flaw>)]) {
    for piece in [1, 511, 513, usize::MAX] {
        let (out, result, may_end) = untar(bytes, piece);
        let seen: Vec<_> =
            out.members.iter().map(|(path, content, flaw)| (path.as_str(), content.len(), *flaw)).collect();
        assert_eq!((seen.as_slice(), result, may_end), (expect, Ok(()), true), "in pieces of {piece}");
    }
}

#[test]
fn a_tar_has_its_files_in_pieces_of_any_size() {
    let long = format!("debug/{}/x.log", "n".repeat(180));
    let bytes = tarred(&[("a.txt", b"abc"), (&long, &[b'x'; 1024]), ("empty", b"")]);
    assert_eq!(Form::of(&bytes), Form::Tar);
    check_tar(&bytes, &[("a.txt", 3, None), (&long, 1024, None), ("empty", 0, None)]);
}

#[test]
fn pax_gives_longer_names() {
    let long = format!("debug/{}", "p".repeat(300));
    let mut tar = tar::Builder::new(Vec::new());
    tar.append_pax_extensions([("path", long.as_bytes()), ("size", b"4".as_slice())]).unwrap();
    let mut header = tar::Header::new_ustar();
    header.set_path("short").unwrap();
    header.set_size(4);
    header.set_cksum();
    tar.append(&header, b"text".as_slice()).unwrap();
    check_tar(&tar.into_inner().unwrap(), &[(&long, 4, None)]);
}

#[test]
fn links_and_folders_are_no_files() {
    let mut tar = tar::Builder::new(Vec::new());
    for (kind, name) in [(tar::EntryType::Symlink, "link"), (tar::EntryType::Directory, "folder/")] {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        header.set_link_name("/etc/passwd").unwrap();
        tar.append_data(&mut header, name, b"".as_slice()).unwrap();
    }
    check_tar(&tar.into_inner().unwrap(), &[("link", 0, Some(Flaw::Link))]);
}

#[test]
fn a_cut_tar_keeps_what_came_before() {
    let bytes = tarred(&[("a.txt", b"abc"), ("b.txt", &[b'x'; 4000])]);
    let (out, result, may_end) = untar(&bytes[..2500], 100);
    assert_eq!((out.members.len(), out.ended, result, may_end), (2, 1, Ok(()), false));
    let mut broken = bytes;
    broken[1024] ^= 1;
    assert_eq!(untar(&broken, 100).1, Err(Flaw::Broken));
}

fn zipped(names: &[&str]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        let method = zip::CompressionMethod::Deflated;
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(&[b'x'; 1000]).unwrap();
    }
    zip.set_comment("a comment, with PK\u{5}\u{6} in it").unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zip_has_a_directory() {
    let bytes = zipped(&["debug/kube-state.log", "../x"]);
    let length = bytes.len() as u64;
    let place = reader::directory(&bytes, length).unwrap();
    let (start, count) = (usize::try_from(place.at).unwrap(), usize::try_from(place.length).unwrap());
    let members: Vec<_> = reader::members(&bytes[start..start + count]).collect::<Result<_, _>>().unwrap();
    let seen: Vec<_> =
        members.iter().map(|one| (one.path.as_str(), one.size, one.method, one.flaw)).collect();
    let expect = [
        ("debug/kube-state.log", 1000, Some(reader::Method::Deflate), None),
        ("../x", 1000, None, Some(Flaw::Outside)),
    ];
    assert_eq!(seen, expect);
    let (first, before) = reader::local(&bytes, 0).unwrap();
    assert_eq!((first.path.as_str(), before), ("debug/kube-state.log", 50));
    assert_eq!(reader::directory(&bytes[..bytes.len() - 40], length - 40), Err(Flaw::Cut));
}

#[test]
fn the_form_for_large_zips_is_refused() {
    let mut bytes = zipped(&["a"]);
    let end = bytes.windows(4).position(|four| four == b"PK\x05\x06").unwrap();
    bytes[end + 16..end + 20].copy_from_slice(&[0xff; 4]);
    assert_eq!(reader::directory(&bytes, bytes.len() as u64), Err(Flaw::Zip64));
}

proptest! {
    #[test]
    fn no_bytes_make_them_panic(at in 0..3000_usize, with in any::<[u8; 8]>(), noise in any::<Vec<u8>>()) {
        for mut bytes in [tarred(&[("a.txt", &[b'y'; 700])]), zipped(&["a.txt", "b"]), noise] {
            for (place, byte) in bytes.iter_mut().skip(at).zip(with) {
                *place = byte;
            }
            let _ = untar(&bytes, 100);
            let _ = reader::directory(&bytes, bytes.len() as u64);
            let _ = reader::local(&bytes, u64::MAX);
            prop_assert!(reader::members(&bytes).count() <= bytes.len());
        }
    }
}
