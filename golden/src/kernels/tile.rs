//! The one loop of all products: a tile of sums, [`ROWS`] x [`COLUMNS`], kept in registers.
//!
//! ```text
//!              b: panel, one step = 32 columns x 4 terms            sum[r][j] += sum over the steps, t in 0..4, of
//!              ┌────┬────┬────┬─ ... ─┬────┐                            a[rows[r] + run.a + step * a_step + t]
//!              │0123│0123│0123│       │0123│  128 bytes               * b[run.b + step * 128 + 4 j + t]
//!              └────┴────┴────┴─ ... ─┴────┘
//!  a: row 0  0123 ─► sum[0]: 32 x i32        unsigned bytes, anywhere in memory
//!     row 1  0123 ─► sum[1]                  b signed bytes, as they lie in memory
//! ```

use super::Processor;

/// Rows of a tile.
pub(super) const ROWS: usize = 8;

/// Columns of a tile, and of a panel.
pub(super) const COLUMNS: usize = 32;

/// Terms of a step: bytes that a row and a column bring to each.
pub(super) const TERMS: usize = 4;

/// Bytes of a panel's step.
pub(super) const STEP: usize = COLUMNS * TERMS;

/// The sums of a tile.
pub(super) type Tile = [[i32; COLUMNS]; ROWS];

/// Steps that follow each other in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Where the first step starts, relative to a row.
    pub a: usize,
    /// Where the first step starts in the panel.
    pub b: usize,
    /// How many steps.
    pub steps: usize,
}

/// Whether every byte that the runs touch lies in its slice.
fn fits(a: usize, rows: &[usize], a_step: usize, b: usize, runs: &[Run]) -> bool {
    let row = rows.iter().copied().max().unwrap_or(0);
    runs.iter().all(|run| {
        run.steps == 0
            || (row + run.a + (run.steps - 1) * a_step + TERMS <= a && run.b + run.steps * STEP <= b)
    })
}

/// Adds to `sum`, modulo 2^32, the products of up to [`ROWS`] rows of `a` with a panel `b`; see the [module](self).
///
/// # Panics
/// If there are too many rows or a run leaves its slice: a wrong plan, whatever the data.
#[inline]
pub(super) fn add(
    processor: Processor,
    a: &[u8],
    rows: &[usize],
    a_step: usize,
    b: &[u8],
    runs: &[Run],
    sum: &mut Tile,
) {
    assert!(rows.len() <= ROWS && fits(a.len(), rows, a_step, b.len(), runs));
    match processor {
        #[cfg(target_arch = "x86_64")]
        Processor::Vnni if processor.is_available() => {
            // SAFETY: the processor has the instructions, and the assertion above proves the reads
            unsafe { super::avx512::add(a, rows, a_step, b, runs, sum) }
        }
        #[cfg(target_arch = "x86_64")]
        Processor::Avx2 if processor.is_available() => {
            // SAFETY: as above
            unsafe { super::avx2::add(a, rows, a_step, b, runs, sum) }
        }
        _ => add_portable(a, rows, a_step, b, runs, sum),
    }
}

fn add_portable(a: &[u8], rows: &[usize], a_step: usize, b: &[u8], runs: &[Run], sum: &mut Tile) {
    for run in runs {
        let steps = b[run.b..run.b + run.steps * STEP].chunks_exact(STEP).enumerate();
        for (step, b) in steps {
            // 16 bits hold a byte of either kind, and 32 each product
            let b: [i16; STEP] = std::array::from_fn(|i| (b[i] as i8).into());
            for (&row, sum) in rows.iter().zip(sum.iter_mut()) {
                let at = row + run.a + step * a_step;
                let a: [i16; TERMS] = std::array::from_fn(|t| a[at + t].into());
                for (sum, b) in sum.iter_mut().zip(b.chunks_exact(TERMS)) {
                    let terms = a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b));
                    *sum = sum.wrapping_add(terms.sum());
                }
            }
        }
    }
}
