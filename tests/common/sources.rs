//! The files of the project, for tests that look at them.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with one of these endings, as paths from the top of the project.
pub fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry of the folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)) {
                found.push(path.strip_prefix(root()).expect("a path below the top").to_owned());
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no files to look at");
    found.sort();
    found
}

/// The text of a file, by its path from the top of the project.
pub fn read(path: &Path) -> String {
    fs::read_to_string(root().join(path)).expect("a text")
}

/// The lines that run in the product: no comments, and nothing from the tests at the end of a file on.
pub fn product_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim_start()));
    lines
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.starts_with("//"))
}
