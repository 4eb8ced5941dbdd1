//! What is no network, and what are no parameters of one.

use super::networks::{conv, dense};
use golden::learn::wage::{Architecture, ArchitectureError, LearnError, Network, Parameters, Shape, Stage};
use golden::norm::Norm;
use ndarray::Array2;

#[test]
fn what_is_no_network_is_refused() {
    let new = |input, stages: &[Stage]| Architecture::new(input, stages, None).map(|_| ()).unwrap_err();
    let map = Shape::new(1, 5, 4);
    assert_eq!(new(map, &[]), ArchitectureError::NoLayers);
    assert_eq!(
        new(map, &[conv(2, 5, false), dense(2)]),
        ArchitectureError::Kernel {
            stage: 0,
            kernel: 5,
            height: 5,
            width: 4
        }
    );
    assert!(matches!(
        new(map, &[conv(2, 0, false), dense(2)]),
        ArchitectureError::Kernel { .. }
    ));
    assert!(matches!(
        new(map, &[conv(2, usize::MAX, true), dense(2)]),
        ArchitectureError::Kernel { .. }
    ));
    assert_eq!(
        new(map, &[conv(2, 4, true), dense(2)]),
        ArchitectureError::EvenPadded { stage: 0, kernel: 4 }
    );
    assert_eq!(
        new(map, &[Stage::MaxPool, dense(2)]),
        ArchitectureError::PoolWithoutConvolution { stage: 0 }
    );
    assert_eq!(
        new(
            map,
            &[conv(2, 1, false), Stage::MaxPool, Stage::MaxPool, dense(2)]
        ),
        ArchitectureError::PoolWithoutConvolution { stage: 2 }
    );
    assert_eq!(
        new(map, &[conv(2, 4, false), Stage::MaxPool, dense(2)]),
        ArchitectureError::PoolTooSmall {
            stage: 1,
            height: 2,
            width: 1
        }
    );
    assert_eq!(new(map, &[conv(2, 3, false)]), ArchitectureError::LastIsMap);
    assert_eq!(
        new(map, &[dense(0)]),
        ArchitectureError::Map {
            map: 1,
            shape: Shape::vector(0)
        }
    );
    assert!(matches!(
        new(Shape::new(usize::MAX, usize::MAX, 2), &[dense(2)]),
        ArchitectureError::Map { map: 0, .. }
    ));
    assert!(matches!(
        new(Shape::vector(1 << 20), &[dense(1 << 20)]),
        ArchitectureError::Sums { .. }
    ));
}

#[test]
fn parameters_of_another_network_are_refused() {
    let stages = [conv(3, 2, false), Stage::MaxPool, dense(4), dense(2)];
    let architecture = Architecture::new(Shape::new(2, 5, 5), &stages, Some(Norm::L1)).unwrap();
    let refused = |change: &dyn Fn(&mut Parameters)| {
        let mut parameters = Parameters::initial(&architecture, 1);
        assert_eq!(parameters.check(&architecture), Ok(()));
        change(&mut parameters);
        let error = parameters.check(&architecture).unwrap_err();
        let network = Network::from_parameters(architecture.clone(), parameters);
        assert_eq!(network.unwrap_err(), error);
        error
    };
    let missing = refused(&|p| drop(p.weights.pop()));
    assert_eq!(
        missing,
        LearnError::LayerCount {
            expected: 3,
            found: 2
        }
    );
    let missing = refused(&|p| drop(p.norms.pop()));
    assert_eq!(
        missing,
        LearnError::LayerCount {
            expected: 3,
            found: 2
        }
    );
    let shape = LearnError::WeightShape {
        layer: 0,
        expected: (8, 3),
        found: (3, 8),
    };
    assert_eq!(refused(&|p| p.weights[0] = Array2::zeros((3, 8))), shape);
    for value in [65i8, -65, -128] {
        let range = LearnError::WeightRange {
            layer: 1,
            index: 7,
            value,
        };
        assert_eq!(refused(&|p| p.weights[1][(1, 3)] = value), range);
    }
    let presence = |layer, expected| LearnError::NormPresence { layer, expected };
    assert_eq!(refused(&|p| p.norms[1] = None), presence(1, true));
    assert_eq!(refused(&|p| p.norms[2] = p.norms[0].clone()), presence(2, false));
    type Change = dyn Fn(&mut golden::learn::wage::NormParameters);
    let norm = |change: &Change| refused(&|p| p.norms[0].iter_mut().for_each(change)).to_string();
    let cases: [(&Change, &str); 7] = [
        (&|n| n.gamma[2] = 0, "layer 0: gamma 2 is 0, expected 1..=1023"),
        (
            &|n| n.gamma[0] = 1024,
            "layer 0: gamma 0 is 1024, expected 1..=1023",
        ),
        (
            &|n| n.beta[1] = 4096,
            "layer 0: beta 1 is 4096, expected -4096..=4095",
        ),
        (
            &|n| n.beta[1] = -4097,
            "layer 0: beta 1 is -4097, expected -4096..=4095",
        ),
        (
            &|n| n.scale[1] = -1,
            "layer 0: scale 1 is -1, expected no negative",
        ),
        (&|n| n.mean.clear(), "layer 0: mean has 0 values, expected 3"),
        (&|n| n.scale.push(0), "layer 0: scale has 4 values, expected 3"),
    ];
    for (change, message) in cases {
        assert_eq!(norm(change), message);
    }
}

#[test]
fn weights_in_any_memory_order_are_taken() {
    let w = Array2::from_shape_fn((3, 5), |(i, j)| (i * 5 + j) as i8);
    let network = Network::from_weights(vec![w.t().to_owned()]).unwrap();
    let turned = w.t().as_standard_layout().to_owned();
    assert_eq!(network, Network::from_weights(vec![turned]).unwrap());
    assert!(network.weights()[0].is_standard_layout());
    let x = Array2::from_elem((1, 5), 100i8);
    // only 33..=64 and their negatives count: there are none
    assert!(network.forward(x.view()).unwrap()[0]
        .acc
        .iter()
        .all(|&acc| acc == 0));
}
