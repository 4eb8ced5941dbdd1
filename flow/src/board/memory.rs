//! The memory plan: which memories take which blocks.

use crate::netlist::Netlist;
use std::collections::BTreeMap;

/// The blocks of a design's memories.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Memory {
    /// The path of the memory in the design, as `core.datapath.weights`.
    pub path: String,
    /// Kind of block.
    pub kind: String,
    /// How many of them.
    pub blocks: u64,
}

/// Kinds of cells that are blocks of memory.
pub(super) fn is_block(kind: &str) -> bool {
    const BLOCKS: [&str; 14] = [
        "DP16KD",
        "PDPW16KD",
        "SB_SPRAM256KA",
        "SP",
        "SPX9",
        "SDP",
        "SDPX9",
        "DP",
        "DPX9",
        "SDPB",
        "SDPX9B",
        "DPB",
        "DPX9B",
        "SB_RAM40_4K",
    ];
    BLOCKS.contains(&kind) || kind.starts_with("SB_RAM40_4K")
}

/// The memories of a flat netlist whose cells are named by their paths, most blocks first. Banks of one memory, which differ
/// in numbers only, are one entry.
pub fn plan(netlist: &Netlist) -> Vec<Memory> {
    let mut found: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (name, cell) in netlist.cells.iter().filter(|(_, cell)| is_block(&cell.kind)) {
        *found.entry((path(name), cell.kind.clone())).or_default() += 1;
    }
    let mut all: Vec<Memory> = found
        .into_iter()
        .map(|((path, kind), blocks)| Memory { path, kind, blocks })
        .collect();
    all.sort_by(|a, b| b.blocks.cmp(&a.blocks).then_with(|| a.path.cmp(&b.path)));
    all
}

/// `design.core.datapath.weights.bank$3.ram.contents.0.0` -> `core.datapath.weights.bank.ram`
fn path(cell: &str) -> String {
    let parts = cell.split('.').skip(1);
    // a deep memory is made of `contents_0` and on
    let parts = parts.take_while(|part| *part != "contents" && !part.starts_with("contents_"));
    let letters = parts.map(|part| part.split('$').next().unwrap_or(part));
    letters
        .filter(|part| !part.chars().all(|c| c.is_ascii_digit()))
        .collect::<Vec<_>>()
        .join(".")
}
