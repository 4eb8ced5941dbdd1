//! What `--quick` takes, and where that is enough for a verdict.

use super::designs::meant_for;
use super::rows::{Level, Row};
use super::summary::Pair;
use super::targets::build_of;

/// One FPGA and one library.
pub const QUICK_TARGETS: [&str; 2] = ["hx8k", "osu018"];
/// One width.
pub const QUICK_BITS: u32 = 16;
/// Of the primitives the plain ones, and those that are the best of their function by some measure on these targets.
pub const QUICK_VARIANTS: [&str; 14] = [
    "plain",
    "tuned_p0",
    "tuned_p1",
    "folded_p0",
    "folded_p1",
    "folded_p2",
    "folded_p5",
    "d1",
    "plain_small",
    "tuned_p0_small",
    "tuned_p1_small",
    "folded_p0_small",
    "folded_p1_small",
    "d2_small",
];

/// Whether every design of a pair that is meant for a target is among the rows, without a problem: else the best may have
/// been left out, and no goal is reached or missed. One that does not fit is known to be none. Where `--quick` knows the
/// best ones, they are enough.
pub fn complete(rows: &[Row], pair: Pair, bits: u32, target: &str) -> bool {
    let known = pair.level == Level::Primitive && bits == QUICK_BITS && QUICK_TARGETS.contains(&target);
    meant_for(build_of(target), pair.level, bits)
        .into_iter()
        .filter(|(_, function, _)| [pair.l1, pair.l2].contains(function))
        .filter(|(_, _, variant)| !known || QUICK_VARIANTS.contains(&variant.as_str()))
        .all(|(norm, function, variant)| {
            rows.iter().any(|row| {
                (row.level, row.bits, row.target.as_str()) == (pair.level, bits, target)
                    && (row.norm.as_str(), row.function.as_str()) == (norm, function)
                    && row.variant == variant
                    && row.problems.is_empty()
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use hdl::comparison::Target as Build;

    const SQUARES: Pair = Pair {
        level: Level::Primitive,
        l1: "sign",
        l2: "square",
    };

    /// Rows of all primitives that are meant for a target.
    fn rows(target: &str, bits: u32) -> Vec<Row> {
        let named = |(norm, function, variant): (&str, &str, String)| Row {
            level: Level::Primitive,
            function: function.to_owned(),
            norm: norm.to_owned(),
            bits,
            variant,
            tuned: false,
            stages: 0,
            target: target.to_owned(),
            design: String::new(),
            figures: Vec::new(),
            does_not_fit: None,
            problems: Vec::new(),
        };
        let all = meant_for(build_of(target), Level::Primitive, bits);
        all.into_iter().map(named).collect()
    }

    #[test]
    fn a_design_that_is_not_there_may_have_been_the_best() {
        for (target, bits) in [("ecp5-85", 16), ("mine", 8), ("hx8k", 8)] {
            let mut rows = rows(target, bits);
            assert!(complete(&rows, SQUARES, bits, target));
            let square = rows.iter().position(|row| row.variant == "folded_p3").unwrap();
            rows[square].does_not_fit = Some("needs more than there is".to_owned());
            assert!(complete(&rows, SQUARES, bits, target));
            rows[square].problems.push("the router came to no end".to_owned());
            assert!(!complete(&rows, SQUARES, bits, target), "{target}");
            rows.remove(square);
            assert!(!complete(&rows, SQUARES, bits, target), "{target}");
        }
        assert!(!complete(&rows("up5k", 16), SQUARES, 16, "hx8k"));
        // another function's are not asked for
        let mut rows = rows("gw2a", 16);
        rows.retain(|row| row.function != "root");
        assert!(complete(&rows, SQUARES, 16, "gw2a"));
    }

    #[test]
    fn what_quick_takes_is_enough_where_it_is_known_to_be() {
        for target in QUICK_TARGETS {
            let mut rows = rows(target, QUICK_BITS);
            rows.retain(|row| QUICK_VARIANTS.contains(&row.variant.as_str()));
            assert!(complete(&rows, SQUARES, QUICK_BITS, target));
            rows.retain(|row| row.variant != "folded_p1");
            assert!(!complete(&rows, SQUARES, QUICK_BITS, target));
        }
        let mut rows = rows("mine", QUICK_BITS);
        rows.retain(|row| QUICK_VARIANTS.contains(&row.variant.as_str()));
        assert!(!complete(&rows, SQUARES, QUICK_BITS, "mine"));
    }

    /// A name that is no longer a variant's would be asked for in vain.
    #[test]
    fn quick_names_variants_that_there_are() {
        let mut named = meant_for(Build::Hx8k, Level::Primitive, QUICK_BITS);
        named.extend(meant_for(Build::Asic, Level::Primitive, QUICK_BITS));
        for name in QUICK_VARIANTS {
            assert!(named.iter().any(|(_, _, variant)| variant == name), "{name}");
        }
    }
}
