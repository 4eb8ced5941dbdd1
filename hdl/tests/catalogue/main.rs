//! The Verilog of every top of the catalogue, generated once for all tests that read it.

mod traps;
mod verilog;

use hdl::catalogue::{tops, verilog_of, Top};
use std::sync::OnceLock;

/// Every top with its Verilog.
fn generate() -> Vec<(Top, String)> {
    let tops = tops();
    let texts = verilog_of(&tops).unwrap();
    tops.into_iter().zip(texts).collect()
}

/// [`generate`], once.
fn generated() -> &'static [(Top, String)] {
    static ALL: OnceLock<Vec<(Top, String)>> = OnceLock::new();
    ALL.get_or_init(generate)
}
