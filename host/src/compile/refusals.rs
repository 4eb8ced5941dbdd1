//! Networks that do not fit: what the refusals claim, held to what compiles.

use super::*;
use crate::net::Net;
use golden::core::config::{BASE, LARGE, MEDIUM, TINY};
use golden::learn::wage::Shape;
use golden::norm::Norm;

fn compile(
    net: &str,
    norm: Option<Norm>,
    config: Config,
    batch: usize,
    last: Option<usize>,
) -> Result<Compiled, CompileError> {
    let layers: Net = net.parse().unwrap();
    let architecture = layers.architecture(Shape::new(1, 28, 28), norm).unwrap();
    Compiled::training(net, &architecture, config, batch, last)
}

/// Holds the refusal of `net` to the memories that it is to name, and its largest batch to what compiles.
#[track_caller]
fn refused(net: &str, norm: Option<Norm>, config: Config, batch: usize, memories: &[&str]) -> Option<usize> {
    let error = compile(net, norm, config, batch, Some(1)).unwrap_err();
    let CompileError::TooLarge { short, largest, .. } = &error else {
        panic!("{net}: {error}");
    };
    let named: Vec<&str> = short.iter().map(|usage| usage.memory).collect();
    assert_eq!(named, memories, "{error}");
    assert!(
        short.iter().all(|usage| usage.needed > usage.available),
        "{error}"
    );
    let text = error.to_string();
    assert!(
        text.contains(&format!("{net} at batch {batch}")) && text.contains(config.name),
        "{text}"
    );
    let advice = match largest {
        Some(largest) => format!("the largest batch that fits is {largest}"),
        None => "no batch fits".to_owned(),
    };
    assert!(text.ends_with(&advice), "{text}");
    let beyond = largest.unwrap_or(0) + 1;
    for last in [None, Some(1)] {
        if let Some(largest) = *largest {
            assert!(
                compile(net, norm, config, largest, last).is_ok(),
                "{net} at batch {largest}"
            );
        }
        assert!(
            compile(net, norm, config, beyond, last).is_err(),
            "{net} at batch {beyond}"
        );
    }
    *largest
}

#[test]
fn the_largest_batch_of_a_refusal_compiles_and_one_more_does_not() {
    let (none, l1, l2) = (None, Some(Norm::L1), Some(Norm::L2));
    let paper = "32C5-MP2-64C5-MP2-512FC-10";
    for (net, norm, config, batch, memories, largest) in [
        ("784-256-10", none, BASE, 256, &["A", "E"][..], Some(112)),
        ("784-256-10", l1, BASE, 256, &["A", "E", "X"], Some(112)),
        ("784-64-10", none, MEDIUM, 64, &["A"], Some(32)),
        ("784-10", none, BASE, 5000, &["A", "E", "L"], Some(160)),
        ("784-10", none, LARGE, 4096, &["A", "L"], Some(512)),
        ("4C3-MP2-4C3-MP2-10", none, MEDIUM, 32, &["A", "E"], Some(8)),
        (paper, none, LARGE, 256, &["E"], Some(160)),
        (paper, l2, LARGE, 256, &["E", "X"], Some(160)),
        (
            "8C3P-8C3P-8C3P-8C3P-8C3P-8C3P-8C3P-10",
            l1,
            LARGE,
            128,
            &["A", "E", "X"],
            Some(16),
        ),
        // Too wide, too deep, too many channels to normalise: whatever the batch.
        ("784-1024-10", none, BASE, 16, &["W"], None),
        ("784-1024-10", l1, BASE, 16, &["W", "C"], None),
        (paper, none, BASE, 8, &["W", "E"], None),
        ("6C5-MP2-12C5-MP2-10", l1, MEDIUM, 8, &["E", "X"], None),
        ("4C3-MP2-4C3-MP2-10", l1, MEDIUM, 32, &["A", "E", "X"], None),
    ] {
        assert_eq!(refused(net, norm, config, batch, memories), largest, "{net}");
    }
}

#[test]
fn a_program_that_is_too_long_is_refused_with_its_length() {
    let deep = ["784"].into_iter().chain(["8"; 18]).chain(["10"]);
    let deep = deep.collect::<Vec<_>>().join("-");
    assert_eq!(refused(&deep, None, MEDIUM, 8, &["P"]), None);
    assert!(compile(&deep, None, LARGE, 8, None).is_ok());
}

#[test]
fn a_configuration_without_training_says_so() {
    let error = compile("784-10", None, TINY, 4, None).unwrap_err().to_string();
    assert!(
        error.contains("configuration tiny cannot train") && error.contains("expected"),
        "{error}"
    );
}

#[test]
fn the_plan_counts_its_groups() {
    for (batch, groups) in [
        (1, "1 group of 16;"),
        (16, "1 group of 16;"),
        (17, "2 groups of 16;"),
    ] {
        let plan = compile("784-10", None, BASE, batch, None).unwrap().plan.print();
        assert!(
            plan.starts_with(&format!("configuration base, batch {batch} in {groups}")),
            "{plan}"
        );
    }
}
