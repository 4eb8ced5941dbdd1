//! `mac` against `golden::wage::mac`.

use golden::wage::mac_counted;
use ndarray::{Array2, ArrayView2};
use testbench::models::{Mac4x4Model, Mac5x3Model, Mac8x8Model, MacModel};
use testbench::random::{seed, Rng};
use testbench::stream::Pace;
use testbench::wage::Mac;
use testbench::Error;
use veribind::Model;

fn agree<M: Model>(unit: &mut Mac<M>, a: ArrayView2<i8>, w: ArrayView2<i8>, pace: &mut Pace) -> u64 {
    let (acc, saturations) = mac_counted(a, w).unwrap();
    let run = unit.run(a, w, pace).unwrap();
    assert_eq!(run.value, acc, "{} x {} x {}", a.nrows(), a.ncols(), w.ncols());
    assert_eq!(run.saturations, saturations);
    run.cycles
}

fn random(rng: &mut Rng, rows: usize, columns: usize) -> Array2<i8> {
    let extremes = rng.chance(60);
    Array2::from_shape_simple_fn((rows, columns), || match extremes {
        true => rng.pick(&[-128, 127]),
        false => rng.bits() as i8,
    })
}

/// Random sizes, data and pace, one run after the other without a reset.
fn random_products<M: Model>(seed: u64, runs: usize) {
    let (mut rng, mut unit) = (Rng::new(seed), Mac::<M>::new().unwrap());
    let (rows, columns) = unit.size();
    for _ in 0..runs {
        let (m, n) = (rng.size(1..=3 * rows), rng.size(1..=3 * columns));
        let k = rng.size(1..=3 * columns);
        let (a, w) = (random(&mut rng, m, k), random(&mut rng, k, n));
        let mut pace = match rng.chance(60) {
            true => Pace::full(),
            false => Pace::random(rng.bits()),
        };
        agree(&mut unit, a.view(), w.view(), &mut pace);
    }
}

#[test]
fn random_products_at_random_paces() {
    let seed = seed("random_products_at_random_paces");
    random_products::<Mac4x4Model>(seed, 150);
    random_products::<Mac5x3Model>(seed, 150);
    random_products::<Mac8x8Model>(seed, 60);
    random_products::<MacModel>(seed, 20);
}

#[test]
fn extremes_fill_the_products_and_the_sums() {
    let mut unit = Mac::<Mac5x3Model>::new().unwrap();
    for x in [-128i8, -127, -1, 0, 1, 127] {
        for y in [-128i8, -127, -1, 0, 1, 127] {
            for k in [1, 2, 3, 4, 300] {
                let (a, w) = (Array2::from_elem((5, k), x), Array2::from_elem((k, 3), y));
                agree(&mut unit, a.view(), w.view(), &mut Pace::full());
            }
        }
    }
}

#[test]
fn every_cell_has_its_own_row_and_column() {
    fn one_hot<M: Model>() {
        let mut unit = Mac::<M>::new().unwrap();
        let (rows, columns) = unit.size();
        for i in 0..rows {
            for j in 0..columns {
                let a = Array2::from_shape_fn((rows, 1), |(row, _)| if row == i { 3 } else { 0 });
                let w = Array2::from_shape_fn((1, columns), |(_, column)| if column == j { -7 } else { 0 });
                agree(&mut unit, a.view(), w.view(), &mut Pace::full());
            }
        }
    }
    one_hot::<Mac4x4Model>();
    one_hot::<Mac5x3Model>();
    one_hot::<Mac8x8Model>();
    one_hot::<MacModel>();
}

#[test]
fn a_long_sum_is_exact_inside_and_saturates_once_on_its_way_out() {
    // 2^17 products of 2^14 make 2^31; the ones that bring the sum back come after it has passed the int32
    let k = (1 << 17) + 40;
    let a = Array2::from_elem((4, k), -128i8);
    let mut w = Array2::from_elem((k, 4), -128i8);
    for last in 0..60 {
        w[(k - 1 - last, 1)] = 127;
        w[(k - 1 - last, 2)] = 0;
    }
    w.column_mut(3).fill(127);
    let mut unit = Mac::<Mac4x4Model>::new().unwrap();
    let run = unit.run(a.view(), w.view(), &mut Pace::full()).unwrap();
    let (acc, saturations) = mac_counted(a.view(), w.view()).unwrap();
    assert_eq!(run.value, acc);
    assert_eq!(
        (run.saturations, saturations),
        (4, 4),
        "one of the four columns saturates"
    );
}

#[test]
fn an_empty_sum_is_zero() {
    let mut unit = Mac::<Mac4x4Model>::new().unwrap();
    let (a, w) = (Array2::<i8>::ones((3, 4)), Array2::<i8>::ones((4, 2)));
    agree(&mut unit, a.view(), w.view(), &mut Pace::full());
    let (a, w) = (Array2::<i8>::zeros((3, 0)), Array2::<i8>::zeros((0, 2)));
    agree(&mut unit, a.view(), w.view(), &mut Pace::full());
}

#[test]
fn tiles_follow_each_other_without_a_bubble() {
    fn cycles<M: Model>() {
        let mut unit = Mac::<M>::new().unwrap();
        let (rows, columns) = unit.size();
        for k in [1, columns - 1, columns, columns + 1, 5 * columns + 3] {
            let (a, w) = (
                Array2::<i8>::ones((3 * rows, k)),
                Array2::<i8>::ones((k, 2 * columns)),
            );
            let took = agree(&mut unit, a.view(), w.view(), &mut Pace::full()) as usize;
            // 6 tiles; the first result 5 cycles after the first tile's last beat, the last column of the last tile
            let expected = k + 4 + 5 * k.max(columns) + columns;
            assert_eq!(took, expected, "{rows} x {columns}, k {k}");
        }
    }
    cycles::<Mac4x4Model>();
    cycles::<Mac5x3Model>();
    cycles::<Mac8x8Model>();
    cycles::<MacModel>();
}

#[test]
fn a_reset_in_the_middle_leaves_nothing_behind() {
    fn interrupted<M: Model>(seed: u64) {
        let (mut rng, mut unit) = (Rng::new(seed), Mac::<M>::new().unwrap());
        let (rows, columns) = unit.size();
        for stop in 0..70 {
            let k = rng.size(4 * columns..=5 * columns);
            let (a, w) = (random(&mut rng, 3 * rows, k), random(&mut rng, k, 2 * columns));
            let mut pace = Pace::random(rng.bits()).stop_after(stop);
            assert_eq!(unit.run(a.view(), w.view(), &mut pace), Err(Error::Stopped));
            unit.reset();
            agree(&mut unit, a.view(), w.view(), &mut Pace::random(rng.bits()));
        }
    }
    let seed = seed("a_reset_in_the_middle_leaves_nothing_behind");
    interrupted::<Mac5x3Model>(seed);
    interrupted::<Mac8x8Model>(seed);
}

#[test]
fn operands_that_do_not_fit_are_refused() {
    let (a, w) = (Array2::<i8>::zeros((2, 3)), Array2::<i8>::zeros((4, 2)));
    let error = testbench::wage::mac(a.view(), w.view()).unwrap_err();
    assert_eq!(error.to_string(), "a has 3 columns but w has 4 rows");
}
