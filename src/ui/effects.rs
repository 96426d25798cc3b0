//! What the page does besides showing its state: one file for each kind of effect.

pub mod files;
pub mod handing;
pub mod keeping;
pub mod learning;
pub mod looking;
mod opening;
mod pace;
pub mod reading;
pub mod telling;
mod unpacking;
