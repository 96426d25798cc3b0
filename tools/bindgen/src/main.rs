//! Writes the glue between the page's program and the browser: `gloo-advisor-bindgen PROGRAM FOLDER NAME`
//!
//! It does what `wasm-bindgen --target=web --no-typescript` does, and is built in a sixth of the time: that
//! program brings a runner of tests with it, a server and a client of the web.

use anyhow::{Context, bail};
use std::env;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let given: Vec<String> = env::args().skip(1).collect();
    let [program, folder, name] = given.as_slice() else {
        bail!("usage: gloo-advisor-bindgen PROGRAM FOLDER NAME");
    };
    Bindgen::new()
        .web(true)?
        .input_path(program)
        .out_name(name)
        .typescript(false)
        .omit_default_module_path(false)
        .generate(folder)
        .with_context(|| format!("no glue could be written for {program}"))
}
