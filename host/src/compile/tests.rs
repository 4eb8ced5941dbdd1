//! Compiled programs in the golden engine against the golden layers without a program.

use super::*;
use crate::device::{Device, GoldenDevice};
use crate::session::Session;
use golden::core::config::{ALL, BASE, LARGE, SMALL, TINY};
use golden::learn::wage::Network;
use golden::random::random;
use proptest::prelude::*;

/// A network of these sizes with random weights of the full range.
fn network(sizes: &[usize], seed: u64) -> Weights {
    let layers = sizes.windows(2).enumerate().map(|(l, pair)| {
        Array2::from_shape_fn((pair[0], pair[1]), |(i, o)| {
            (random(seed, 0, l as u32, (i * pair[1] + o) as u32) % 129) as i8 - 64
        })
    });
    let notation: Vec<String> = sizes.iter().map(usize::to_string).collect();
    Weights::dense(notation.join("-").parse().unwrap(), layers.collect()).unwrap()
}

fn images(count: usize, inputs: usize, seed: u64) -> Array2<i8> {
    Array2::from_shape_fn((count, inputs), |(i, p)| {
        (random(seed, 1, 99, (i * inputs + p) as u32) % 128) as i8
    })
}

/// Runs every layer through the program, twice on the same device, and compares all codes.
fn equals_the_layers(sizes: &[usize], config: Config, count: usize, seed: u64) {
    let weights = network(sizes, seed);
    let compiled = compile(&weights, config, Emit::Every).unwrap();
    let images = images(count, sizes[0], seed);
    let expected = Network::from_weights(weights.layers().to_vec())
        .unwrap()
        .forward(images.view())
        .unwrap();
    let mut device = GoldenDevice::new(config);
    let mut session = Session::new(&mut device);
    assert_eq!(session.hello().unwrap().config, config);
    session.load(&compiled).unwrap();
    for _ in 0..2 {
        session.clear_counters().unwrap();
        let mut next = 0;
        session
            .run(&compiled, images.view(), |group| {
                assert_eq!(group.first, next);
                assert_eq!(group.layers.len(), sizes.len() - 1);
                for (layer, codes) in &group.layers {
                    let end = group.first + codes.nrows();
                    assert_eq!(
                        codes,
                        expected[*layer].a.slice(ndarray::s![group.first..end, ..]),
                        "layer {layer}"
                    );
                    next = end;
                }
            })
            .unwrap();
        assert_eq!(next, count);
        let products: usize = sizes.windows(2).map(|pair| pair[0] * pair[1]).sum();
        let counters = session.counters().unwrap();
        assert_eq!(counters.get("macs"), (products * count) as u64);
        assert_eq!(counters.get("packets_bad"), 0);
    }
    // Nothing is left unread.
    assert!(device.receive().is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn programs_equal_the_layers(
        sizes in prop::collection::vec(1usize..70, 2..6), config in 0usize..4, count in 1usize..50, seed: u64,
    ) {
        equals_the_layers(&sizes, ALL[config], count, seed);
    }
}

#[test]
fn one_input_buffer_serves_where_two_do_not_fit() {
    let sizes = [1100, 40, 9];
    let compiled = compile(&network(&sizes, 3), SMALL, Emit::Last).unwrap();
    assert_eq!(compiled.inputs.len(), 1);
    equals_the_layers(&sizes, SMALL, 30, 3);
    assert_eq!(
        compile(&network(&[784, 64, 10], 3), SMALL, Emit::Last)
            .unwrap()
            .inputs
            .len(),
        2
    );
}

#[test]
fn images_of_several_packets_arrive_whole() {
    equals_the_layers(&[2500, 20, 10], LARGE, 20, 4);
}

#[test]
fn the_networks_of_the_configurations_fit_them() {
    for (config, sizes) in [
        (TINY, [784, 64, 10]),
        (SMALL, [784, 64, 10]),
        (BASE, [784, 256, 10]),
    ] {
        compile(&network(&sizes, 1), config, Emit::Last).unwrap();
        compile(&network(&sizes, 1), config, Emit::Every).unwrap();
    }
}

#[test]
fn what_does_not_fit_is_refused_with_the_memory_named() {
    let cases = [
        (vec![5000, 10], BASE, "activation"),
        (vec![784, 512, 10], BASE, "weight"),
        (vec![16, 3000, 10], TINY, "activation"),
        (vec![8, 1000, 10], TINY, "program"),
    ];
    for (sizes, config, expected) in cases {
        let Err(CompileError::TooLarge {
            memory,
            needed,
            available,
            ..
        }) = compile(&network(&sizes, 1), config, Emit::Last)
        else {
            panic!("{sizes:?} fit {}", config.name)
        };
        assert_eq!(memory, expected, "{sizes:?}");
        assert!(needed > available);
    }
}
