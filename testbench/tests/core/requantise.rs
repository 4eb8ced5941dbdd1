//! `requantise`: codes, flags and windows of any sum at any shift.

use testbench::models::CoreRequantiseModel;
use testbench::random::{seed, Rng};
use veribind::Model;

struct Rig(CoreRequantiseModel);

impl Rig {
    fn set(&mut self, name: &str, value: u64) {
        let id = self.0.port(name).unwrap();
        self.0.write(id, value);
    }

    fn get(&mut self, name: &str) -> u64 {
        let id = self.0.port(name).unwrap();
        self.0.read(id)
    }

    /// One sum through all stages.
    fn check(&mut self, m: u32, negative: bool, shift: u32, relu: bool, is_null: bool) {
        for (name, value) in [
            ("m", m.into()),
            ("negative", negative.into()),
            ("shift", shift.into()),
            ("relu", relu.into()),
            ("is_null", is_null.into()),
            ("load_1", 1),
            ("load_2", 0),
            ("load_3", 0),
        ] {
            self.set(name, value);
        }
        self.0.tick();
        self.set("load_1", 0);
        self.set("load_2", 1);
        self.0.tick();
        self.set("load_2", 0);
        self.set("load_3", 1);
        self.0.eval();
        let case = format!("{m} {negative} {shift} {relu} {is_null}");

        // m * 2^24 / 2^shift: 24 bits of its floor, and whether there is anything above and below
        let wide = u128::from(m) << 24;
        let floor = wide >> shift;
        let seen = self.get("seen");
        assert_eq!(seen & 0xff_ffff, (floor & 0xff_ffff) as u64, "word {case}");
        assert_eq!(seen >> 24 & 1 == 1, floor >> 24 > 0, "big {case}");
        assert_eq!(seen >> 25, negative.into(), "sign {case}");
        self.0.tick();
        self.set("load_3", 0);
        self.0.eval();

        // RHE(m * 2^8 / 2^shift)
        let (one, whole) = (1u128 << shift, u128::from(m) << 8);
        let (mut code, rest) = (whole >> shift, whole & (one - 1));
        if 2 * rest > one || (2 * rest == one && code & 1 == 1) {
            code += 1;
        }
        let code = code.min(127) as i64;
        let code = match (is_null, negative, relu) {
            (true, ..) | (false, true, true) => 0,
            (false, true, false) => -code,
            (false, false, _) => code,
        };
        assert_eq!(self.get("code") as u8 as i8, code as i8, "code {case}");
        let clipped = whole > 127 << shift;
        let flags = u64::from(clipped) | u64::from(m > 0 && !negative) << 1;
        assert_eq!(self.get("flags"), flags, "flags {case}");
    }
}

#[test]
fn any_sum_at_any_shift_has_its_code_and_window() {
    let mut random = Rng::new(seed("any_sum_at_any_shift_has_its_code_and_window"));
    let mut rig = Rig(CoreRequantiseModel::new());
    rig.0.reset();
    for shift in 0..64u32 {
        // a tie, its neighbours, and single bits far below it; the ends
        let half = 1u64 << shift >> 9;
        let mut sums = vec![0, 1, 127, 128, 255, 1 << 31, (1 << 31) - 1, u64::from(u32::MAX)];
        for odd in [1u64, 3, 5, 253, 255] {
            let tie = half * odd;
            sums.extend([tie.saturating_sub(1), tie, tie + 1]);
            sums.extend((0..32).map(|bit| tie | 1 << bit));
        }
        for m in sums.into_iter().filter(|m| *m <= u64::from(u32::MAX)) {
            for negative in [false, true] {
                rig.check(m as u32, negative, shift, false, false);
            }
        }
        for _ in 0..300 {
            let m = random.bits() as u32 >> random.size(0..=31);
            let (negative, relu) = (random.chance(128), random.chance(128));
            let is_null = random.chance(20);
            rig.check(m, negative, shift, relu, is_null);
        }
    }
}
