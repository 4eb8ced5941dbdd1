//! The random numbers are indistinguishable from chance wherever training would notice.
//!
//! Everything here is a function of fixed seeds: a test passes always or never. A statistic that sums many independent
//! contributions is held to 5.5 standard deviations, which chance exceeds once in 2.6e7 draws; the suite draws less than
//! 10^5 statistics, so that a failure means a defect.

use golden::random::{fill, key_state, key_step, mix, random, round, round_keys, ROUNDS, WARM_UP};

const LIMIT: f64 = 5.5;

/// Deviation of a count of fair coin tosses, in standard deviations.
fn coin(heads: u32, tosses: u32) -> f64 {
    (f64::from(heads) - f64::from(tosses) / 2.0) / (f64::from(tosses).sqrt() / 2.0)
}

/// Deviation of chi-square over 2^16 equally likely cells, in standard deviations (normal for so many cells); far below
/// 0 is as suspicious as far above.
fn chi_square(cells: impl Iterator<Item = u16>) -> f64 {
    let mut count = vec![0u32; 1 << 16];
    let mut n = 0u64;
    cells.for_each(|c| {
        count[usize::from(c)] += 1;
        n += 1;
    });
    let expected = n as f64 / 65536.0;
    assert!(expected >= 16.0, "too few samples for chi-square");
    let chi: f64 = count
        .iter()
        .map(|&c| (f64::from(c) - expected).powi(2) / expected)
        .sum();
    (chi - 65535.0) / (2.0f64 * 65535.0).sqrt()
}

/// The largest deviation of the agreement of any bit of `a` with any bit of `b`, in standard deviations.
fn bit_correlation(a: &[u16], b: &[u16]) -> f64 {
    let mut worst = 0f64;
    for turn in 0..16 {
        let mut agree = [0u32; 16];
        for (&a, &b) in a.iter().zip(b) {
            let same = !(a ^ b.rotate_right(turn));
            agree
                .iter_mut()
                .enumerate()
                .for_each(|(bit, n)| *n += u32::from(same >> bit & 1));
        }
        worst = agree
            .iter()
            .fold(worst, |w, &n| w.max(coin(n, a.len() as u32).abs()));
    }
    worst
}

fn numbers(seed: u64, step: u32, layer: u32, first: u32, n: usize) -> Vec<u16> {
    let mut out = vec![0; n];
    fill(&round_keys(seed, step, layer), first, 1, &mut out);
    out
}

/// Every statistic on the numbers of a million indices after `rounds` rounds, in standard deviations.
fn index_statistics(rounds: usize, seed: u64) -> Vec<(String, f64)> {
    let keys = &round_keys(seed, 1, 0)[..rounds];
    let n = 1 << 20;
    let r: Vec<u16> = (0..n + 4096).map(|i| mix(keys, i)).collect();
    let len = n as usize;
    let mut found = vec![("numbers".to_string(), chi_square(r[..len].iter().copied()))];
    for bit in 0..16 {
        let ones = r[..len].iter().map(|r| u32::from(r >> bit & 1)).sum();
        found.push((format!("bit {bit}"), coin(ones, n)));
    }
    // neighbours in a row of the array, in the lanes, and in the rows of usual layers
    for lag in [1, 2, 10, 16, 64, 128, 256, 1024] {
        let pairs = || r[..len].iter().zip(&r[lag..]);
        found.push((
            format!("serial high bytes, lag {lag}"),
            chi_square(pairs().map(|(a, b)| a & 0xff00 | b >> 8)),
        ));
        found.push((
            format!("serial low bytes, lag {lag}"),
            chi_square(pairs().map(|(a, b)| a << 8 | b & 0xff)),
        ));
        found.push((format!("xor, lag {lag}"), chi_square(pairs().map(|(a, b)| a ^ b))));
        found.push((
            format!("difference, lag {lag}"),
            chi_square(pairs().map(|(a, b)| a.wrapping_sub(*b))),
        ));
        found.push((
            format!("bit correlation, lag {lag}"),
            bit_correlation(&r[..len], &r[lag..]),
        ));
    }
    // second differences, where a function of low degree shows
    for (a, b) in [(1u32, 2), (1, 16), (16, 256), (4, 1024)] {
        let corners = (0..n).filter(|i| i & (a | b) == 0);
        let at = |i: u32| r[i as usize];
        let sums: Vec<u16> = corners
            .map(|i| at(i) ^ at(i | a) ^ at(i | b) ^ at(i | a | b))
            .collect();
        for bit in 0..16 {
            let ones = sums.iter().map(|s| u32::from(s >> bit & 1)).sum();
            found.push((
                format!("second difference {a} {b}, bit {bit}"),
                coin(ones, sums.len() as u32),
            ));
        }
    }
    found
}

fn worst(found: &[(String, f64)]) -> (f64, &str) {
    found.iter().fold(
        (0.0, ""),
        |w, (name, d)| if d.abs() > w.0 { (d.abs(), name) } else { w },
    )
}

/// Deviation of the flips of each output bit from one half, when each of the 128 bits of (seed, step, layer) is flipped
/// alone; the worst of all, in standard deviations. `output` gives sixteen bits of a state of the key schedule.
fn key_avalanche(output: impl Fn([u16; 8]) -> u16) -> f64 {
    const SAMPLES: u32 = 2000;
    let mut worst = 0f64;
    for word in 0..8 {
        for bit in 0..16 {
            let mut flips = [0u32; 16];
            for sample in 0..SAMPLES {
                // steps, layers and seeds as training has them: small numbers, most words 0
                let state = key_state(u64::from(sample % 8), sample, sample % 5);
                let mut other = state;
                other[word] ^= 1 << bit;
                let changed = output(state) ^ output(other);
                flips
                    .iter_mut()
                    .enumerate()
                    .for_each(|(i, n)| *n += u32::from(changed >> i & 1));
            }
            worst = flips.iter().fold(worst, |w, &n| w.max(coin(n, SAMPLES).abs()));
        }
    }
    worst
}

/// The word k after `steps` steps of the key schedule.
fn scheduled(state: [u16; 8], steps: u16) -> u16 {
    (0..steps).fold(state, key_step)[0]
}

#[test]
fn numbers_of_one_key_pass_from_seven_rounds_on() {
    for seed in [1, 0x9e37_79b9_7f4a_7c15] {
        for rounds in [7, ROUNDS] {
            let found = index_statistics(rounds, seed);
            let (deviation, name) = worst(&found);
            println!("seed {seed}, {rounds} rounds: worst {deviation:.2} in {name}");
            assert!(
                deviation < LIMIT,
                "seed {seed}, {rounds} rounds: {name} deviates by {deviation}"
            );
        }
    }
}

#[test]
fn the_tests_have_the_power_to_find_too_few_rounds() {
    for (rounds, at_least) in [(4, 60), (5, 20), (6, 1)] {
        let found = index_statistics(rounds, 1);
        let bad = found.iter().filter(|(_, d)| d.abs() >= LIMIT).count();
        println!("{rounds} rounds fail {bad} of {} statistics", found.len());
        assert!(bad >= at_least, "{rounds} rounds fail only {bad}");
    }
}

#[test]
fn four_million_numbers_fill_the_buckets_evenly() {
    let deviation = chi_square(numbers(1, 1, 0, 0, 1 << 22).into_iter());
    assert!(deviation.abs() < LIMIT, "deviates by {deviation}");
    // and across the carry of the index from its low half to its high one
    let deviation = chi_square(numbers(1, 1, 0, 0xffff_0000u32.wrapping_sub(1 << 21), 1 << 21).into_iter());
    assert!(deviation.abs() < LIMIT, "deviates by {deviation}");
}

#[test]
fn every_key_bit_flips_half_of_the_first_round_key() {
    let deviation = key_avalanche(|state| scheduled(state, WARM_UP + 1));
    println!("worst {deviation:.2}");
    assert!(deviation < LIMIT, "deviates by {deviation}");
    // sixteen steps are enough by this measure, and fourteen are not: the warm-up has four times that
    assert!(key_avalanche(|state| scheduled(state, 17)) < LIMIT);
    assert!(key_avalanche(|state| scheduled(state, 15)) > LIMIT);
}

#[test]
fn every_index_bit_flips_half_of_the_number() {
    let samples = 20_000;
    let keys = round_keys(1, 1, 0);
    for bit in 0..32 {
        let mut flips = [0u32; 16];
        for index in 0..samples {
            let changed = mix(&keys, index) ^ mix(&keys, index ^ 1 << bit);
            flips
                .iter_mut()
                .enumerate()
                .for_each(|(i, n)| *n += u32::from(changed >> i & 1));
        }
        for (out, &n) in flips.iter().enumerate() {
            let deviation = coin(n, samples);
            assert!(
                deviation.abs() < LIMIT,
                "index bit {bit} on number bit {out}: {deviation}"
            );
        }
    }
}

#[test]
fn neighbouring_seeds_steps_and_layers_are_unrelated() {
    let n = 1 << 20;
    for (seed, step, layer) in [(1u64, 1u32, 0u32), (1, 469, 1), (3, 4690, 2)] {
        let here = numbers(seed, step, layer, 0, n);
        let neighbours = [
            ("seed", numbers(seed + 1, step, layer, 0, n)),
            ("step", numbers(seed, step + 1, layer, 0, n)),
            ("layer", numbers(seed, step, layer + 1, 0, n)),
            ("step and index", numbers(seed, step + 1, layer, 1, n)),
        ];
        for (name, there) in &neighbours {
            let pairs = || here.iter().zip(there);
            let found = [
                bit_correlation(&here, there),
                chi_square(pairs().map(|(a, b)| a ^ b)),
                chi_square(pairs().map(|(a, b)| a.wrapping_sub(*b))),
                chi_square(pairs().map(|(a, b)| a & 0xff00 | b >> 8)),
                chi_square(pairs().map(|(a, b)| a << 8 | b & 0xff)),
            ];
            assert!(
                found.iter().all(|d| d.abs() < LIMIT),
                "{name} next to {seed} {step} {layer}: {found:?}"
            );
        }
    }
}

#[test]
fn one_index_over_steps_and_seeds_is_uniform() {
    // a weight sees one number a step: the sequence over the steps must be as good as that over the indices
    for index in [0, 200_000] {
        let over_steps = chi_square((0..1 << 20).map(|step| random(1, step, 0, index)));
        let over_seeds = chi_square((0..1 << 20).map(|seed| random(seed, 1, 0, index)));
        let over_layers = chi_square((0..1 << 20).map(|layer| random(1, 1, layer, index)));
        let found = [over_steps, over_seeds, over_layers];
        assert!(found.iter().all(|d| d.abs() < LIMIT), "index {index}: {found:?}");
        let steps: Vec<u16> = (0..1 << 17).map(|step| random(1, step, 0, index)).collect();
        let deviation = bit_correlation(&steps[1..], &steps[..steps.len() - 1]);
        assert!(deviation < LIMIT, "index {index}: {deviation}");
    }
}

#[test]
fn a_block_is_a_permutation() {
    // the inverse round, with the keys backwards, leads back to the index
    let keys = round_keys(7, 8, 9);
    for index in (0..=u32::MAX).step_by(65_521) {
        let mut block = ((index >> 16) as u16, index as u16);
        keys.iter().for_each(|&key| block = round(block, key));
        for &key in keys.iter().rev() {
            let y = (block.1 ^ block.0).rotate_right(2);
            block = ((block.0 ^ key).wrapping_sub(y).rotate_left(7), y);
        }
        assert_eq!(u32::from(block.0) << 16 | u32::from(block.1), index);
    }
}

#[test]
fn filling_equals_calling() {
    let keys = round_keys(5, 6, 7);
    for (first, stride, n) in [
        (0, 1, 1000),
        (3, 10, 65),
        (u32::MAX - 70, 1, 200),
        (9, 256, 0),
        (1, 784, 63),
    ] {
        let mut out = vec![0; n];
        fill(&keys, first, stride, &mut out);
        let single: Vec<u16> = (0..n as u32)
            .map(|i| random(5, 6, 7, first.wrapping_add(stride.wrapping_mul(i))))
            .collect();
        assert_eq!(out, single, "{first} {stride} {n}");
    }
}

/// An independent transcription of the documentation: words in vectors, rotations by shifts, no shared code.
fn transcription(seed: u64, step: u32, layer: u32, index: u32) -> u32 {
    let turn = |x: u32, left: u32| (x << left | x >> (16 - left)) % 65536;
    let half = |x: u64, i: u32| (x >> (16 * i) & 0xffff) as u32;
    let mut k = half(seed, 0);
    let mut l = std::collections::VecDeque::from([half(seed, 1), half(seed, 2), half(seed, 3)]);
    l.extend([
        half(step.into(), 0),
        half(step.into(), 1),
        half(layer.into(), 0),
        half(layer.into(), 1),
    ]);
    let (mut x, mut y) = (index >> 16, index % 65536);
    for i in 0..74 {
        let new = ((turn(l[0], 9) + k) % 65536) ^ i;
        k = turn(k, 2) ^ new;
        l.pop_front();
        l.push_back(new);
        if i >= 64 {
            x = ((turn(x, 9) + y) % 65536) ^ k;
            y = turn(y, 2) ^ x;
        }
    }
    x
}

#[test]
fn known_answers() {
    let places = [
        (0, 0, 0, 0),
        (1, 0, 0, 0),
        (1, 1, 0, 0),
        (1, 1, 0, 1),
        (1, 1, 1, 0),
        (1, 4690, 1, 2559),
        (0x0123_4567_89ab_cdef, 0x0246_8ace, 0x1357_9bdf, 0xfedc_ba98),
        (u64::MAX, u32::MAX, u32::MAX, u32::MAX),
    ];
    let found = places.map(|(seed, step, layer, index)| random(seed, step, layer, index));
    assert_eq!(
        found.map(u32::from),
        places.map(|(s, t, l, i)| transcription(s, t, l, i))
    );
    assert_eq!(
        found,
        [0x7c1f, 0x1c3a, 0x9c84, 0xde31, 0x47d1, 0xb08a, 0xd93f, 0xc2ee]
    );
}
