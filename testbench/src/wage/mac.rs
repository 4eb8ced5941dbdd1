//! The unit `mac`.

use crate::models::MacModel;
use crate::stream::{lanes_of, pack, Pace, Streams};
use crate::{Error, Run};
use ndarray::{Array2, ArrayView2};
use veribind::{lanes::get_signed, Model, PortId};

/// Drives a multiply-accumulate array of any size.
pub struct Mac<M> {
    model: M,
    streams: Streams,
    s_a: PortId,
    s_w: PortId,
    m_data: PortId,
    saturations: PortId,
    rows: usize,
    columns: usize,
}

impl<M: Model> Mac<M> {
    /// A model after reset.
    ///
    /// # Errors
    /// [`Error::Port`] when `M` is no `mac`.
    pub fn new() -> Result<Self, Error> {
        let mut model = M::new();
        model.reset();
        Ok(Mac {
            streams: Streams::of(&model)?,
            s_a: model.port("s_a")?,
            s_w: model.port("s_w")?,
            m_data: model.port("m_data")?,
            saturations: model.port("saturations")?,
            rows: lanes_of::<M>("s_a", 8)?,
            columns: lanes_of::<M>("s_w", 8)?,
            model,
        })
    }

    /// Rows and columns of the array.
    pub fn size(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    /// Resets the model.
    pub fn reset(&mut self) {
        self.model.reset();
    }

    /// `acc = a w`, tile by tile: rows outermost, then columns; operands are padded with zeros to whole tiles.
    ///
    /// # Errors
    /// [`Error::Input`] when `a` has not as many columns as `w` has rows, and what [`Streams::transfer`] finds.
    pub fn run(
        &mut self,
        a: ArrayView2<i8>,
        w: ArrayView2<i8>,
        pace: &mut Pace,
    ) -> Result<Run<Array2<i32>>, Error> {
        if a.ncols() != w.nrows() {
            let (columns, rows) = (a.ncols(), w.nrows());
            return Err(Error::Input(format!(
                "a has {columns} columns but w has {rows} rows"
            )));
        }
        // an empty sum takes one beat of zeros
        let (m, k, n) = (a.nrows(), a.ncols().max(1), w.ncols());
        let at = |x: &ArrayView2<i8>, i: usize, j: usize| x.get((i, j)).map_or(0, |&v| i64::from(v));
        let (rows, columns) = (self.rows, self.columns);
        let (row_tiles, column_tiles) = (m.div_ceil(rows), n.div_ceil(columns));
        let words =
            |tiles: usize, lane: &dyn Fn(usize, usize, usize) -> i64, lanes: usize| -> Vec<Vec<u32>> {
                (0..tiles * k)
                    .map(|i| pack(8, (0..lanes).map(|l| lane(i / k, i % k, l))))
                    .collect()
            };
        let a_words = words(row_tiles, &|tile, k, row| at(&a, tile * rows + row, k), rows);
        let w_words = words(
            column_tiles,
            &|tile, k, column| at(&w, k, tile * columns + column),
            columns,
        );

        let mut acc = Array2::zeros((m, n));
        let before = self.model.read(self.saturations);
        let (s_a, s_w, m_data) = (self.s_a, self.s_w, self.m_data);
        let tiles = row_tiles * column_tiles;
        let cycles = self.streams.transfer(
            &mut self.model,
            pace,
            tiles * k,
            |model, beat| {
                let (tile, k_now) = (beat / k, beat % k);
                model.write_words(s_a, &a_words[tile / column_tiles * k + k_now]);
                model.write_words(s_w, &w_words[tile % column_tiles * k + k_now]);
                k_now == k - 1
            },
            tiles * columns,
            |model, result| {
                let (tile, column) = (result / columns, result % columns);
                let (i, j) = (tile / column_tiles * rows, tile % column_tiles * columns + column);
                let words = model.read_words(m_data);
                for row in 0..rows {
                    if let Some(acc) = acc.get_mut((i + row, j)) {
                        *acc = get_signed(&words, row, 32) as i32;
                    }
                }
                column == columns - 1
            },
        )?;
        Ok(Run {
            value: acc,
            cycles,
            saturations: self.model.read(self.saturations) - before,
        })
    }
}

/// `acc = a w` on the 16 x 16 array: `golden::wage::mac` in hardware.
///
/// # Errors
/// As [`Mac::run`].
pub fn mac(a: ArrayView2<i8>, w: ArrayView2<i8>) -> Result<Run<Array2<i32>>, Error> {
    Mac::<MacModel>::new()?.run(a, w, &mut Pace::full())
}
