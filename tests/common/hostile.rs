//! Texts with names that would be more than names.

/// Names that would be more than names: links, mentions, pictures, marks of style, headings, commands for a terminal.
pub const HOSTILE: [&str; 26] = [
    "https://evil.example/sso?x=1",
    "www.evil.example",
    "evil.example",
    "ftp://evil.example",
    "mallory@evil.example",
    "@team",
    "#123",
    "GH-123",
    "![x](https://evil.example/x.png)",
    "[x](https://evil.example)",
    "<https://evil.example>",
    "<img src=https://evil.example/x.png>",
    "</code>@team<code>",
    "&#64;team",
    "\\@team",
    "a`@team",
    "``` @team",
    "*a* **b** _c_ ~~d~~",
    "|a|b|",
    "a\n## Findings\n- @team",
    "a\r\n\n```\n@team",
    "a\u{2028}# b",
    "a\u{1b}]8;;https://evil.example\u{7}x\u{1b}[31m",
    "a\u{9b}31m\u{202e}b\u{61c}c\u{e0041}d\u{200b}e",
    "$x$ :smile: ==a==",
    "[^1] [[wiki]] ||spoiler||",
];

/// Texts with a place for a name.
pub const PASTES: [&str; 8] = [
    "Client: {\"version\":\"NAME\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.16.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n",
    "Client: {\"version\":\"1.16.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.16.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"NAME\"}}\n",
    "Client: {\"version\":\"1.16.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"NAME\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"},{\"Tag\":\"1.16.3\",\"Name\":\"discovery\",\"Registry\":\"NAME\"}],\"namespace\":\"gloo-system\"}}\n",
    "Client: {\"version\":\"1.16.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.16.3\",\"Name\":\"gloo\"},{\"Tag\":\"custom\",\"Name\":\"NAME-ee\"}],\"namespace\":\"gloo-system\"}}\n",
    "Checking deployments... OK\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod NAME in namespace NAME is not ready!\n\n",
    "----------\nYou are running glooctl version NAME but gloo server is NAME\n----------\nWarning: glooctl client version (NAME) does not match the server version (1.16.3)\n",
    "NAME\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\nNAME\t3\t2024-01-01 10:00:00 +0000 UTC\tdeployed\tgloo-1.16.3\tNAME\n",
    "Error: UPGRADE FAILED: NAME\nError from server (Forbidden): NAME is forbidden: User \"NAME\" cannot list\n",
];
