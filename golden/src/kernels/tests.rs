//! Each way of computing against the definitions of the products, term by term.

use super::{Convolution, KernelError, Processor, Products};
use crate::random::random;
use crate::wage::ternary;
use proptest::prelude::*;

/// Bytes from a seed: over the whole range, or at its ends, many of them 0. Every third seed has activations as a ReLU
/// leaves them, in patches.
fn codes(seed: u64, tensor: u32, n: usize, extreme: bool) -> Vec<i8> {
    let patches = seed % 3 == 0 && tensor == 1;
    let code = |i: usize| {
        let r = random(seed, tensor, 0, i as u32);
        if patches {
            let dark = random(seed, tensor, 1, i as u32 / 64) % 3 == 0;
            return if dark { 0 } else { (r >> 9) as i8 };
        }
        match (r & 3, extreme) {
            (0, _) => 0,
            (1, true) => -128,
            (_, true) => 127,
            _ => (r >> 8) as i8,
        }
    };
    (0..n).map(code).collect()
}

/// Every tap that exists: image, input value, weight row, place before the pool.
fn each_tap(shape: &Convolution, images: usize, mut f: impl FnMut(usize, usize, usize, (usize, usize))) {
    let Convolution {
        channels,
        height,
        width,
        kernel,
        pad,
        ..
    } = *shape;
    let (oh, ow) = (height + 2 * pad + 1 - kernel.0, width + 2 * pad + 1 - kernel.1);
    for image in 0..images {
        for (oy, ox) in (0..oh).flat_map(|y| (0..ow).map(move |x| (y, x))) {
            for (ky, kx) in (0..kernel.0).flat_map(|y| (0..kernel.1).map(move |x| (y, x))) {
                let (Some(y), Some(x)) = ((oy + ky).checked_sub(pad), (ox + kx).checked_sub(pad)) else {
                    continue;
                };
                if y >= height || x >= width {
                    continue;
                }
                for c in 0..channels {
                    let value = ((image * height + y) * width + x) * channels + c;
                    f(image, value, (ky * kernel.1 + kx) * channels + c, (oy, ox));
                }
            }
        }
    }
}

/// The place in a result map, and which of its square, of a place before the pool.
fn result_at(shape: &Convolution, image: usize, (y, x): (usize, usize)) -> Option<(usize, u8)> {
    let (height, width) = shape.result();
    let (py, px, place) = if shape.pool {
        (y / 2, x / 2, (y % 2) * 2 + x % 2)
    } else {
        (y, x, 0)
    };
    (py < height && px < width).then(|| (((image * height + py) * width + px) * shape.outputs, place as u8))
}

struct Slow {
    acc: Vec<i32>,
    winner: Vec<u8>,
    e: Vec<i32>,
    g: Vec<i32>,
}

fn slow(shape: &Convolution, images: usize, a: &[i8], w: &[i8], q: &[i8]) -> Slow {
    let n = shape.outputs;
    let mut sums = vec![[0i32; 4]; images * shape.results()];
    each_tap(shape, images, |image, value, k, at| {
        let Some((result, place)) = result_at(shape, image, at) else {
            return;
        };
        for o in 0..n {
            sums[result + o][usize::from(place)] += i32::from(a[value]) * i32::from(ternary(w[k * n + o]));
        }
    });
    let first = |sums: &[i32; 4]| {
        (0..4u8)
            .rev()
            .max_by_key(|&place| sums[usize::from(place)])
            .unwrap()
    };
    let winner: Vec<u8> = sums
        .iter()
        .map(|sums| if shape.pool { first(sums) } else { 0 })
        .collect();
    let acc = sums
        .iter()
        .zip(&winner)
        .map(|(sums, &winner)| sums[usize::from(winner)])
        .collect();
    let mut e = vec![0; images * shape.inputs()];
    let mut g = vec![0; shape.taps() * n];
    each_tap(shape, images, |image, value, k, at| {
        let Some((result, place)) = result_at(shape, image, at) else {
            return;
        };
        for o in 0..n {
            if winner[result + o] == place {
                e[value] += i32::from(ternary(w[k * n + o])) * i32::from(q[result + o]);
                g[k * n + o] += i32::from(a[value]) * i32::from(q[result + o]);
            }
        }
    });
    Slow {
        acc,
        winner: if shape.pool { winner } else { vec![] },
        e,
        g,
    }
}

fn compare(shape: Convolution, images: usize, seed: u64, extreme: bool) {
    let a = codes(seed, 1, images * shape.inputs(), extreme);
    let w = codes(seed, 2, shape.taps() * shape.outputs, extreme);
    let q = codes(seed, 3, images * shape.results(), extreme);
    let expected = slow(&shape, images, &a, &w, &q);
    for processor in Processor::ALL.into_iter().filter(|p| p.is_available()) {
        let mut products = Products::with_processor(shape, true, processor).unwrap();
        products.set_weights(&w).unwrap();
        // twice: what is left from the first batch must not show
        for _ in 0..2 {
            let (mut acc, mut winner) = (vec![7; expected.acc.len()], vec![9; expected.winner.len()]);
            products.forward(&a, &mut acc, &mut winner).unwrap();
            assert_eq!(
                acc, expected.acc,
                "{processor:?} {shape:?} {images} images, seed {seed}"
            );
            assert_eq!(
                winner, expected.winner,
                "{processor:?} {shape:?} {images} images, seed {seed}"
            );
            let mut e = vec![7; expected.e.len()];
            products.transposed(&q, &winner, &mut e).unwrap();
            assert_eq!(
                e, expected.e,
                "{processor:?} {shape:?} {images} images, seed {seed}"
            );
            let mut g = vec![7; expected.g.len()];
            let max = products.gradient(&a, &q, &winner, &mut g).unwrap();
            assert_eq!(
                g, expected.g,
                "{processor:?} {shape:?} {images} images, seed {seed}"
            );
            assert_eq!(max, g.iter().map(|g| g.unsigned_abs()).max().unwrap());
        }
    }
}

fn convolution(
    channels: usize,
    edge: usize,
    kernel: usize,
    pad: usize,
    outputs: usize,
    pool: bool,
) -> Convolution {
    Convolution {
        channels,
        height: edge,
        width: edge,
        kernel: (kernel, kernel),
        pad,
        outputs,
        pool,
    }
}

#[test]
fn products_equal_their_definition_on_layers_of_real_networks() {
    for (shape, images) in [
        (convolution(1, 28, 5, 0, 32, true), 9),
        (convolution(32, 12, 5, 0, 64, true), 9),
        (convolution(64, 4, 4, 0, 512, false), 17),
        (convolution(3, 8, 3, 1, 16, true), 5),
        (convolution(6, 7, 3, 1, 5, true), 3),
        (Convolution::dense(784, 512), 21),
        (Convolution::dense(512, 10), 130),
        (Convolution::dense(1, 1), 1),
    ] {
        compare(shape, images, 1, false);
        compare(shape, images, 2, true);
        compare(shape, images, 3, false);
    }
}

#[test]
fn every_available_way_is_the_one_it_says() {
    assert!(Processor::Portable.is_available());
    assert!(Processor::detect().is_available());
    let best = Processor::ALL.into_iter().rfind(|p| p.is_available());
    assert_eq!(Some(Processor::detect()), best);
}

#[test]
fn the_longest_sums_are_exact() {
    // 2^17 terms of 127 * 127 and of -128 * 127: the largest that an i32 holds
    let shape = Convolution {
        channels: 1,
        height: 1 << 9,
        width: 1,
        kernel: (1, 1),
        pad: 0,
        outputs: 33,
        pool: false,
    };
    for code in [127i8, -128] {
        let a = vec![code; 1 << 17];
        let q = vec![127i8; 33 << 17];
        for processor in Processor::ALL.into_iter().filter(|p| p.is_available()) {
            let mut products = Products::with_processor(shape, false, processor).unwrap();
            let mut g = vec![0; 33];
            products.gradient(&a, &q, &[], &mut g).unwrap();
            assert!(
                g.iter().all(|&g| g == (i32::from(code) * 127) << 17),
                "{processor:?} {}",
                g[0]
            );
        }
    }
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let shape = convolution(8, 9, 3, 1, 40, true);
    let (a, w) = (
        codes(5, 1, 60 * shape.inputs(), false),
        codes(5, 2, shape.taps() * 40, false),
    );
    let q = codes(5, 3, 60 * shape.results(), false);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let mut products = Products::new(shape, true).unwrap();
            products.set_weights(&w).unwrap();
            let (mut acc, mut winner) = (vec![0; q.len()], vec![0; q.len()]);
            products.forward(&a, &mut acc, &mut winner).unwrap();
            let (mut e, mut g) = (vec![0; a.len()], vec![0; w.len()]);
            products.transposed(&q, &winner, &mut e).unwrap();
            let max = products.gradient(&a, &q, &winner, &mut g).unwrap();
            (acc, winner, e, g, max)
        })
    };
    let one = run(1);
    for threads in [2, 3, 16] {
        assert!(run(threads) == one, "{threads} threads");
    }
}

#[test]
fn refuses_what_does_not_fit() {
    let empty = convolution(1, 4, 5, 0, 3, false);
    assert_eq!(Products::new(empty, true).err(), Some(KernelError::Empty(empty)));
    assert!(Products::new(Convolution::dense(0, 3), true).is_err());
    assert!(Products::new(convolution(1, 2, 2, 0, 3, true), true).is_err());
    let mut products = Products::new(convolution(1, 4, 3, 0, 3, true), true).unwrap();
    let length = |operand, expected, found| {
        Err(KernelError::Length {
            operand,
            expected,
            found,
        })
    };
    assert_eq!(products.set_weights(&[0; 26]), length("w", 27, 26));
    assert_eq!(
        products.forward(&[0; 32], &mut [0; 5], &mut [0; 6]),
        length("acc", 6, 5)
    );
    assert_eq!(
        products.forward(&[0; 32], &mut [0; 6], &mut []),
        length("winner", 6, 0)
    );
    assert_eq!(
        products.forward(&[0; 33], &mut [0; 6], &mut [0; 6]),
        length("the map below", 32, 33)
    );
    assert_eq!(
        products.transposed(&[0; 5], &[0; 6], &mut [0; 32]),
        length("q", 6, 5)
    );
    assert_eq!(
        products.gradient(&[0; 16], &[0; 3], &[0; 3], &mut [0; 9]).err(),
        length("g", 27, 9).err()
    );
    assert_eq!(products.gradient(&[], &[], &[], &mut [5; 27]), Ok(0));
    assert_eq!(products.forward(&[], &mut [], &mut []), Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn products_equal_their_definition(
        (channels, outputs) in (1usize..12, 1usize..70),
        (height, width) in (1usize..9, 1usize..9),
        (kh, kw, pad) in (1usize..6, 1usize..6, 0usize..3),
        (pool, extreme) in any::<(bool, bool)>(),
        images in 1usize..20,
        seed: u64,
    ) {
        let shape = Convolution { channels, height, width, kernel: (kh, kw), pad, outputs, pool };
        prop_assume!(shape.check().is_ok());
        compare(shape, images, seed, extreme);
    }
}
