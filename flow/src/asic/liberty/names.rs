//! That names in a library stand for something: cells and pins once each, and in functions and arcs only what the cell has.
//!
//! Yosys and ABC stop at such a file with a sentence about themselves, and OpenSTA goes on without the arc.

use super::syntax::Group;
use super::{formula, Reason};
use std::collections::BTreeSet;

/// Groups whose arguments are the states of a cell.
const KEEPERS: [&str; 3] = ["ff", "latch", "statetable"];
/// Groups that make pins of which the cell does not list every name.
const WIDE: [&str; 4] = ["bus", "bundle", "ff_bank", "latch_bank"];
/// What a keeper says by a formula of pins.
const FORMULAS: [&str; 6] = ["clocked_on", "next_state", "clear", "preset", "enable", "data_in"];

/// Looks at every cell of a library.
///
/// # Errors
/// The line and what is wrong.
pub(super) fn check(library: &Group) -> Result<(), Reason> {
    let mut seen = BTreeSet::new();
    for cell in library.of_kind("cell") {
        if !seen.insert(cell.name()) {
            return Err(Reason::at(
                cell.line,
                format!("cell {} is there twice", cell.name()),
            ));
        }
        if !cell
            .groups
            .iter()
            .any(|group| WIDE.contains(&group.kind.as_str()))
        {
            inside(cell)?;
        }
    }
    Ok(())
}

fn inside(cell: &Group) -> Result<(), Reason> {
    let mut pins = BTreeSet::new();
    for pin in cell.of_kind("pin") {
        for name in &pin.arguments {
            if !pins.insert(name.as_str()) {
                let what = format!("cell {} has the pin {name} twice", cell.name());
                return Err(Reason::at(pin.line, what));
            }
        }
    }
    let keepers = cell.groups.iter();
    let keepers = keepers.filter(|group| KEEPERS.contains(&group.kind.as_str()));
    let states: BTreeSet<&str> = keepers
        .clone()
        .flat_map(|group| &group.arguments)
        .flat_map(|names| names.split_whitespace())
        .collect();
    // What an output gives may come of a state, and of another output where the cell has such a feedback.
    let known: BTreeSet<&str> = &pins | &states;
    for keeper in keepers {
        for name in FORMULAS {
            all_known(cell, keeper, name, &known, "")?;
        }
    }
    for pin in cell.of_kind("pin") {
        all_known(cell, pin, "function", &known, pin.name())?;
        for timing in pin.of_kind("timing") {
            let Some(related) = timing.attribute("related_pin") else {
                continue;
            };
            let mut names = related.values.iter().flat_map(|names| names.split_whitespace());
            if let Some(name) = names.find(|name| !pins.contains(name)) {
                let what = format!(
                    "a delay of pin {} of cell {} comes from {name}, which is no pin of it",
                    pin.name(),
                    cell.name()
                );
                return Err(Reason::at(related.line, what));
            }
            if pin.text("direction") == Some("output")
                && related.values.iter().any(|names| names.trim() == pin.name())
            {
                let what = format!(
                    "a delay of pin {} of cell {} comes from itself",
                    pin.name(),
                    cell.name()
                );
                return Err(Reason::at(related.line, what));
            }
        }
    }
    Ok(())
}

/// That a formula uses what the cell has, and not the pin `own` that it is of.
fn all_known(
    cell: &Group,
    group: &Group,
    name: &str,
    known: &BTreeSet<&str>,
    own: &str,
) -> Result<(), Reason> {
    let (Some(attribute), Some(function)) = (group.attribute(name), formula(group, name)?) else {
        return Ok(());
    };
    let used = function.pins();
    let Some(used) = used
        .into_iter()
        .find(|used| !known.contains(used) || *used == own)
    else {
        return Ok(());
    };
    let why = match used == own {
        true => "the pin itself",
        false => "no pin or state of it",
    };
    let what = format!("the {name} in cell {} uses {used}, which is {why}", cell.name());
    Err(Reason::at(attribute.line, what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asic::liberty::syntax::parse;
    use crate::asic::liberty::tests::SMALL;

    #[test]
    fn a_name_that_stands_for_nothing_is_named() {
        let checked = |text: &str| check(&parse(text).unwrap()).map_err(|reason| reason.to_string());
        assert_eq!(checked(SMALL), Ok(()));
        for (from, to, reason) in [
            ("cell (BUF)", "cell (INV)", "line 14: cell INV is there twice"),
            (
                "pin (A, B)",
                "pin (A, A)",
                "line 21: cell NAND has the pin A twice",
            ),
            (
                "function : \"!A\"",
                "function : \"!Z\"",
                "line 12: the function in cell INV uses Z, which is no pin or state of it",
            ),
            (
                "function : \"!A\"",
                "function : \"!Y\"",
                "line 12: the function in cell INV uses Y, which is the pin itself",
            ),
            (
                "next_state : \"D\"",
                "next_state : \"W\"",
                "line 26: the next_state in cell DFF uses W, which is no pin or state of it",
            ),
            (
                "related_pin : \"A B\"",
                "related_pin : \"A C\"",
                "line 22: a delay of pin Y of cell NAND comes from C, which is no pin of it",
            ),
            (
                "function : \"A\"; timing () { related_pin : \"A\"",
                "function : \"A\"; timing () { related_pin : \"Y\"",
                "line 17: a delay of pin Y of cell BUF comes from itself",
            ),
        ] {
            assert!(SMALL.contains(from), "{from}");
            assert_eq!(checked(&SMALL.replacen(from, to, 1)), Err(reason.to_owned()));
        }
    }
}
