//! Which units the other tests run as netlists: `scripts/netlists` asks for it before them.
#![cfg(feature = "netlist")]

use hdl::catalogue::{tops, Kind};
use testbench::models::NETLISTS;

/// Without it a build that left units out would pass for one that ran them all.
#[test]
fn every_unit_that_was_asked_for_is_a_netlist() {
    let asked = std::env::var("SIGNUM_NETLIST_UNITS").ok();
    let units = tops().into_iter().filter(|top| top.kind == Kind::Unit);
    let wanted: Vec<&str> = match &asked {
        Some(asked) => asked.split_whitespace().collect(),
        None => units.map(|top| top.name).collect(),
    };
    let found: Vec<&str> = NETLISTS.iter().map(|(name, ..)| *name).collect();
    assert!(
        wanted.iter().all(|name| found.contains(name)),
        "{wanted:?} are not all of {found:?}"
    );
    assert_eq!(wanted.len(), found.len());
    for (name, target, cells) in NETLISTS {
        let number: u64 = cells.iter().map(|(_, number)| number).sum();
        println!("{name} on {target}: {number} cells");
        // Nothing but cells of the device: no operator of Verilog is left to be simulated.
        assert!(
            number > 50 && cells.iter().all(|(cell, _)| !cell.starts_with('$')),
            "{name}: {cells:?}"
        );
    }
}
