//! The one loop of all products: a tile of sums, up to [`ROWS`] x [`COLUMNS`], kept in registers.
//!
//! ```text
//!                b: a step, 32 columns x 4 terms                 sum[r][j] += sum over the steps, t in 0..4, of
//!              ┌────┬────┬────┬─ ... ─┬────┐                         a[run.a + step * a_step + r][t]
//!              │0123│0123│0123│       │0123│  signed bytes           * b[run.b + step][j][t]
//!              └────┴────┴────┴─ ... ─┴────┘
//!  a: row 0  0123 ─► sum[0]: 32 x i32
//!     row 1  0123 ─► sum[1]                  unsigned bytes, the rows of a step side by side
//! ```

use super::Processor;

/// Most rows of a tile: 26 vectors of sums leave six registers of 32 for the operands.
pub(super) const ROWS: usize = 13;

/// Columns of a tile, and of a panel.
pub(super) const COLUMNS: usize = 32;

/// Terms of a step.
pub(super) const TERMS: usize = 4;

/// What a row, or a column, brings to a step.
pub(super) type Group = [u8; TERMS];

/// What a panel brings to a step; signed bytes, as they lie in memory.
pub(super) type Step = [Group; COLUMNS];

/// The sums of a row.
pub(super) type Sums = [i32; COLUMNS];

/// Steps that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The first group of the first row.
    pub a: usize,
    /// The first step of the panel.
    pub b: usize,
    /// How many steps.
    pub steps: usize,
}

/// Whether every group and step that the runs touch lies in its slice.
fn fits(a: usize, rows: usize, a_step: usize, b: usize, runs: &[Run]) -> bool {
    let inside = |run: &Run| {
        run.steps == 0 || (run.a + (run.steps - 1) * a_step + rows <= a && run.b + run.steps <= b)
    };
    runs.iter().all(inside)
}

/// Adds to each row of `sum`, or to `start` for each row, modulo 2^32, its products with a panel; see the
/// [module](self).
///
/// # Panics
/// If there are too many rows or a run leaves its slice: a wrong plan, whatever the data.
#[inline]
pub(super) fn add(
    processor: Processor,
    start: Option<&Sums>,
    a: (&[Group], usize),
    b: &[Step],
    runs: &[Run],
    sum: &mut [Sums],
) {
    let (a, a_step) = a;
    assert!(sum.len() <= ROWS && fits(a.len(), sum.len(), a_step, b.len(), runs));
    match processor {
        #[cfg(target_arch = "x86_64")]
        Processor::Vnni if processor.is_available() => {
            // SAFETY: the processor has the instructions, and the assertion above proves the reads
            unsafe { super::avx512::add(start, a, a_step, b, runs, sum) }
        }
        #[cfg(target_arch = "x86_64")]
        Processor::Avx2 if processor.is_available() => {
            start.into_iter().for_each(|start| sum.fill(*start));
            // SAFETY: as above
            unsafe { super::avx2::add(a, a_step, b, runs, sum) }
        }
        _ => {
            start.into_iter().for_each(|start| sum.fill(*start));
            add_portable(a, a_step, b, runs, sum);
        }
    }
}

fn add_portable(a: &[Group], a_step: usize, b: &[Step], runs: &[Run], sum: &mut [Sums]) {
    for run in runs {
        for (step, b) in b[run.b..run.b + run.steps].iter().enumerate() {
            // 16 bits hold a byte of either kind; products of pairs are an instruction of most vector units
            let (mut lower, mut upper) = ([[0i16; 2]; COLUMNS], [[0i16; 2]; COLUMNS]);
            for j in 0..COLUMNS {
                let [t0, t1, t2, t3] = b[j].map(|byte| i16::from(byte as i8));
                (lower[j], upper[j]) = ([t0, t1], [t2, t3]);
            }
            let rows = &a[run.a + step * a_step..][..sum.len()];
            for (a, sum) in rows.iter().zip(sum.iter_mut()) {
                let a = a.map(i32::from);
                for j in 0..COLUMNS {
                    let pair = a[0] * i32::from(lower[j][0]) + a[1] * i32::from(lower[j][1]);
                    let other = a[2] * i32::from(upper[j][0]) + a[3] * i32::from(upper[j][1]);
                    sum[j] = sum[j].wrapping_add(pair + other);
                }
            }
        }
    }
}
