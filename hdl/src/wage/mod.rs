//! The operators of WAGE in hardware; `golden::wage` defines what they compute.

pub mod mac;

use crate::base::verilog;
use crate::catalogue::{Kind, Top};

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    const MAC: &str =
        "5 cycles from the last beat of a tile to its first column; max(K, columns) cycles a tile";
    vec![
        Top {
            name: "mac",
            kind: Kind::Unit,
            parameters: vec![("rows", 16), ("columns", 16)],
            timing: MAC,
            generate: |name| verilog(mac::Mac::<16, 16, 128, 128, 640, 512>::default(), name),
        },
        Top {
            name: "mac_4x4",
            kind: Kind::Variant,
            parameters: vec![("rows", 4), ("columns", 4)],
            timing: MAC,
            generate: |name| verilog(mac::Mac::<4, 4, 32, 32, 160, 128>::default(), name),
        },
        Top {
            name: "mac_8x8",
            kind: Kind::Variant,
            parameters: vec![("rows", 8), ("columns", 8)],
            timing: MAC,
            generate: |name| verilog(mac::Mac::<8, 8, 64, 64, 320, 256>::default(), name),
        },
        Top {
            name: "mac_5x3",
            kind: Kind::Variant,
            parameters: vec![("rows", 5), ("columns", 3)],
            timing: MAC,
            generate: |name| verilog(mac::Mac::<5, 3, 40, 24, 200, 160>::default(), name),
        },
    ]
}
