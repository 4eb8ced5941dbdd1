//! The operators of WAGE in hardware; `golden::wage` defines what they compute.

pub mod activate;
pub mod error;
pub mod mac;
pub mod magnitude;
pub mod rescale;
pub mod rescale48;
pub mod scale;
pub mod update;
pub mod window;

use crate::base::{verilog, GenerateError};
use crate::catalogue::{Kind, Top};
use crate::wage::scale::{Exponent48, Scale};
use crate::wage::{activate::Activate, error::Error, mac::Mac, rescale48::Rescale48, update::Update};

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    let mut tops = Vec::new();
    tops.extend(array_tops());
    tops.extend(lane_tops());
    tops.extend(wide_tops());
    tops
}

fn array_tops() -> [Top; 4] {
    let mac = |name, rows, columns, generate: fn(&str) -> Result<String, GenerateError>| Top {
        name,
        kind: kind(name),
        parameters: vec![("rows", rows), ("columns", columns)],
        timing: "5 cycles from the last beat of a tile to its first column; max(K, columns) cycles a tile",
        generate,
    };
    [
        mac("mac", 16, 16, |n| {
            verilog(Mac::<16, 16, 128, 128, 640, 512>::default(), n)
        }),
        mac("mac_4x4", 4, 4, |n| {
            verilog(Mac::<4, 4, 32, 32, 160, 128>::default(), n)
        }),
        mac("mac_8x8", 8, 8, |n| {
            verilog(Mac::<8, 8, 64, 64, 320, 256>::default(), n)
        }),
        mac("mac_5x3", 5, 3, |n| {
            verilog(Mac::<5, 3, 40, 24, 200, 160>::default(), n)
        }),
    ]
}

fn lane_tops() -> [Top; 8] {
    let top = |name, lanes, timing, generate: fn(&str) -> Result<String, GenerateError>| Top {
        name,
        kind: kind(name),
        parameters: vec![("lanes", lanes)],
        timing,
        generate,
    };
    const THREE: &str = "latency 3; one beat of all lanes a cycle";
    const FIVE: &str = "latency 5; one beat of all lanes a cycle";
    const SIX: &str = "6 cycles from the last beat to the result; one beat of all lanes a cycle";
    [
        top("wage_activate", 16, THREE, |n| {
            verilog(Activate::<16, 512, 128>::default(), n)
        }),
        top("wage_activate_3", 3, THREE, |n| {
            verilog(Activate::<3, 96, 24>::default(), n)
        }),
        top("wage_scale", 16, SIX, |n| {
            verilog(Scale::<16, 4, 512>::default(), n)
        }),
        top("wage_scale_4", 4, SIX, |n| {
            verilog(Scale::<4, 1, 128>::default(), n)
        }),
        top("wage_error", 16, THREE, |n| {
            verilog(Error::<16, 512, 128>::default(), n)
        }),
        top("wage_error_3", 3, THREE, |n| {
            verilog(Error::<3, 96, 24>::default(), n)
        }),
        top("wage_update", 16, FIVE, |n| {
            verilog(Update::<16, 128, 512, 256>::default(), n)
        }),
        top("wage_update_3", 3, FIVE, |n| {
            verilog(Update::<3, 24, 96, 48>::default(), n)
        }),
    ]
}

/// One lane each, for the 48 bits of the normalisers' gradients.
fn wide_tops() -> [Top; 2] {
    let top = |name, timing, generate: fn(&str) -> Result<String, GenerateError>| Top {
        name,
        kind: Kind::Variant,
        parameters: vec![("bits", 48)],
        timing,
        generate,
    };
    [
        top("wage_exponent_48", "latency 2", |n| {
            verilog(Exponent48::default(), n)
        }),
        top("wage_rescale_48", "latency 6", |n| {
            verilog(Rescale48::default(), n)
        }),
    ]
}

/// A name that ends in a parameter is a variant of the unit.
fn kind(name: &str) -> Kind {
    match name.ends_with(|c: char| c.is_ascii_digit()) {
        true => Kind::Variant,
        false => Kind::Unit,
    }
}
