//! Pastes to try the page with. They are files beside the page, fetched when one is chosen.

/// A paste and what it shows.
pub struct Example {
    /// What it shows.
    pub title: &'static str,
    /// Its file, beside the program.
    pub path: &'static str,
}

/// All of them, the plainest first.
pub const EXAMPLES: [Example; 6] = [
    Example { title: "Client 1.2.0 on a 1.2.1 server", path: "examples/patch-behind.txt" },
    Example { title: "Enterprise 0.20.8 on open-source 0.20.13", path: "examples/enterprise-shortened.txt" },
    Example { title: "A healthy check", path: "examples/healthy-check.txt" },
    Example {
        title: "Enterprise, client one minor older, failing check",
        path: "examples/line-behind-and-failing.txt",
    },
    Example { title: "One JSON document (glooctl 1.17 and later)", path: "examples/document.txt" },
    Example { title: "No server found", path: "examples/no-server.txt" },
];
