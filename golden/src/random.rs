//! Random numbers as a function of where they are used: no state to save, share or seed, so results do not depend on
//! array size, tiling, threads or a restart.
//!
//! The function is a block cipher in the manner of Speck32 (R. Beaulieu et al., "The SIMON and SPECK Families of
//! Lightweight Block Ciphers", IACR ePrint 2013/404), made of 16-bit additions, rotations and exclusive ors. It is no
//! cryptography: it has fewer rounds and its own key schedule.
//!
//! ```text
//! once per (seed, step, layer)                         per index, one result a cycle
//!
//!  seed 4 words ─┐                                      index ─► x = high half, y = low half
//!  step 2 words ─┼► 8 words of 16 bits                          │
//!  layer 2 words ┘    │ key_step, 64 times                      ▼ round with keys[0]
//!                     │ key_step, once for each ──► keys[..]    ▼ round with keys[1]
//!                     ▼ of the round keys                       ...
//!                                                               ▼ x of the last round
//! ```
//!
//! A round is one 16-bit adder and two rows of exclusive ors; the rotations are wires. Sixteen lanes share the keys,
//! and a lane is [`ROUNDS`] such stages, cut by registers wherever the clock asks for it. The key schedule is one adder
//! and a register of eight words; its `WARM_UP + ROUNDS` cycles pass once per layer and training step.
//!
//! The tests in `golden/tests/random.rs` fail numbers of up to 6 rounds and pass them from 7 on, each round bringing the
//! worst statistic down tenfold and more; [`ROUNDS`] has three rounds of margin. The first round key depends on every bit
//! of (seed, step, layer) after 16 steps of the schedule; [`WARM_UP`] is four times that, since it costs so little.
//!
//! Uses and their places: see [`STEP_INITIAL`] and [`LAYER_SHUFFLE`].

/// Rounds from an index to its number.
pub const ROUNDS: usize = 10;

/// Steps of the key schedule before the first round key is taken.
pub const WARM_UP: u16 = 64;

/// The step of the initial weights (`layer` and `index` as for updates). Training steps count from 1.
pub const STEP_INITIAL: u32 = 0;

/// The layer of a data set's order: `step` is the epoch, counted from 0.
pub const LAYER_SHUFFLE: u32 = u32::MAX;

/// The round keys of one (seed, step, layer).
pub type RoundKeys = [u16; ROUNDS];

/// Uniform 16 bits for the weight `index` of a `layer` at a training `step`: `mix(round_keys(seed, step, layer), index)`.
///
/// Distinct indices of one (seed, step, layer) enter a permutation of 32 bits of which the number is one half, so every
/// number occurs equally often over all 2^32 indices.
///
/// ```
/// use golden::random::{mix, random, round_keys};
/// assert_eq!(random(1, 2, 3, 4), mix(&round_keys(1, 2, 3), 4));
/// ```
pub fn random(seed: u64, step: u32, layer: u32, index: u32) -> u16 {
    mix(&round_keys(seed, step, layer), index)
}

/// One round on the halves of a block: `x' = ((x >>> 7) + y) ^ key`, `y' = (y <<< 2) ^ x'`, 16 bits, the sum without its
/// carry out.
#[inline(always)]
pub const fn round((x, y): (u16, u16), key: u16) -> (u16, u16) {
    let x = x.rotate_right(7).wrapping_add(y) ^ key;
    (x, y.rotate_left(2) ^ x)
}

/// The eight words with which the key schedule starts, lowest first: `seed` in words 0 to 3, `step` in 4 and 5, `layer`
/// in 6 and 7, low halves first.
pub const fn key_state(seed: u64, step: u32, layer: u32) -> [u16; 8] {
    [
        seed as u16,
        (seed >> 16) as u16,
        (seed >> 32) as u16,
        (seed >> 48) as u16,
        step as u16,
        (step >> 16) as u16,
        layer as u16,
        (layer >> 16) as u16,
    ]
}

/// Step `i` of the key schedule, Speck's for a key of eight words k, l0 .. l6: one [`round`] on (l0, k) with `i` in the
/// key's place, `(l', k') = round((l0, k), i)`; then l1 .. l6 move down one place and l' takes the last.
#[inline]
pub const fn key_step([k, l0, l1, l2, l3, l4, l5, l6]: [u16; 8], i: u16) -> [u16; 8] {
    let (l, k) = round((l0, k), i);
    [k, l1, l2, l3, l4, l5, l6, l]
}

/// The round keys of one (seed, step, layer): from [`key_state`], [`WARM_UP`] times [`key_step`] with i = 0, 1, ...,
/// and once more before each key, which is the word k of the new state.
pub const fn round_keys(seed: u64, step: u32, layer: u32) -> RoundKeys {
    let mut state = key_state(seed, step, layer);
    let mut keys = [0; ROUNDS];
    let mut i = 0;
    while i < WARM_UP {
        state = key_step(state, i);
        i += 1;
    }
    let mut n = 0;
    while n < ROUNDS {
        state = key_step(state, WARM_UP + n as u16);
        keys[n] = state[0];
        n += 1;
    }
    keys
}

/// The number of an index: [`round`] with each key in turn on (x, y) = (high half, low half) of `index`; the result is x.
#[inline(always)]
pub fn mix(keys: &[u16], index: u32) -> u16 {
    keys.iter()
        .fold(((index >> 16) as u16, index as u16), |block, &key| {
            round(block, key)
        })
        .0
}

/// Fills `out` with the numbers of the indices `first`, `first + stride`, `first + 2 stride`, ... (modulo 2^32).
pub fn fill(keys: &RoundKeys, first: u32, stride: u32, out: &mut [u16]) {
    fill_lanes(keys, first, stride, out);
}

// rotations of 16 bits are one instruction of VBMI2, and three without it
#[multiversion::multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512vl+avx512vbmi2",
    "x86_64+avx512f+avx512bw+avx512vl",
    "x86_64+avx2"
))]
fn fill_lanes(keys: &RoundKeys, first: u32, stride: u32, out: &mut [u16]) {
    const LANES: usize = 64;
    let mut index = first;
    for chunk in out.chunks_mut(LANES) {
        let (mut x, mut y) = ([0u16; LANES], [0u16; LANES]);
        for lane in 0..LANES {
            let i = index.wrapping_add(stride.wrapping_mul(lane as u32));
            (x[lane], y[lane]) = ((i >> 16) as u16, i as u16);
        }
        for &key in keys {
            for lane in 0..LANES {
                (x[lane], y[lane]) = round((x[lane], y[lane]), key);
            }
        }
        chunk.copy_from_slice(&x[..chunk.len()]);
        index = index.wrapping_add(stride.wrapping_mul(LANES as u32));
    }
}
