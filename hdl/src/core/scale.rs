//! From a maximum to its exponent.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// What the scale unit does.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Work {
    /// Nothing.
    Idle,
    /// Waits until the last columns have reached the maxima.
    Settle,
    /// Shifts the maximum left until its highest bit is set.
    Normalise,
    /// Stores the exponent.
    Store,
}

/// `scale(x)` of the error and of the gradient: p = floor(log2 m), plus 1 when m * m >= 2^(2p+1), with m = max |x|; null
/// when m is 0. A step of the search takes two cycles: one to look, one to shift.
///
/// ```text
///  maxima --> [n] -- << 32, 16, 8, 4, 2, 1 where the high bits are 0 --> n >= sqrt(2) * 2^47 ? --> exponents, done
/// ```
///
/// The square is never formed: with n = m << (47 - p), whose highest bit is set, m * m >= 2^(2p+1) means n * n >= 2^95,
/// and so n >= 199032864766431, the smallest integer of which that is true.
///
/// `done` comes 21 cycles after `start`; the maximum is cleared with it. The error's maximum is the larger of the
/// array's and the normaliser's, which are never both there.
#[derive(Debug, LogicBlock)]
pub struct ScaleUnit {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Finds an exponent.
    pub start: Signal<In, Bit>,
    /// 0: of the errors, 1: of the gradients; with `start`.
    pub kind: Signal<In, Bits<2>>,
    /// The exponent stands.
    pub done: Signal<Out, Bit>,
    /// Largest error of the array.
    pub error: Signal<In, Bits<32>>,
    /// Largest dx of the normaliser.
    pub dx: Signal<In, Bits<48>>,
    /// Largest gradient of the array.
    pub gradient: Signal<In, Bits<32>>,
    /// Both maxima of errors become 0.
    pub clear_error: Signal<Out, Bit>,
    /// The gradients' becomes 0.
    pub clear_gradient: Signal<Out, Bit>,
    /// p of the errors; 0 when null.
    pub error_exponent: Signal<Out, Bits<6>>,
    /// Every error was 0, or there was none yet.
    pub error_null: Signal<Out, Bit>,
    /// p of the gradients; 0 when null.
    pub gradient_exponent: Signal<Out, Bits<6>>,
    /// Every gradient was 0, or there was none yet.
    pub gradient_null: Signal<Out, Bit>,
    work: Reg<Work>,
    // of a step of the search: the bits are looked at, and were 0
    looked: Reg<Bit>,
    empty: Reg<Bit>,
    count: Reg<Bits<4>>,
    gradients: Reg<Bit>,
    n: Reg<Bits<48>>,
    p: Reg<Bits<6>>,
    wide: Signal<Local, Bits<48>>,
    found: Signal<Local, Bits<6>>,
    error_p: Reg<Bits<6>>,
    error_there: Reg<Bit>,
    gradient_p: Reg<Bits<6>>,
    gradient_there: Reg<Bit>,
    root: Constant<Bits<48>>,
    top: Constant<Bits<6>>,
}

impl Default for ScaleUnit {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            kind: Default::default(),
            done: Default::default(),
            error: Default::default(),
            dx: Default::default(),
            gradient: Default::default(),
            clear_error: Default::default(),
            clear_gradient: Default::default(),
            error_exponent: Default::default(),
            error_null: Default::default(),
            gradient_exponent: Default::default(),
            gradient_null: Default::default(),
            work: Default::default(),
            looked: Default::default(),
            empty: Default::default(),
            count: Default::default(),
            gradients: Default::default(),
            n: Default::default(),
            p: Default::default(),
            wide: Default::default(),
            found: Default::default(),
            error_p: Default::default(),
            error_there: Default::default(),
            gradient_p: Default::default(),
            gradient_there: Default::default(),
            root: Constant::new(199_032_864_766_431_u64.into()),
            top: Constant::new(47.into()),
        }
    }
}

impl Logic for ScaleUnit {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            work,
            count,
            gradients,
            n,
            p,
            error_p,
            error_there,
            gradient_p,
            gradient_there
        );
        dff_setup!(self, clock, looked, empty);
        self.looked.reset.next = self.reset.val();
        self.empty.reset.next = self.reset.val();
        self.work.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        self.gradients.reset.next = self.reset.val();
        self.n.reset.next = self.reset.val();
        self.p.reset.next = self.reset.val();
        self.error_p.reset.next = self.reset.val();
        self.error_there.reset.next = self.reset.val();
        self.gradient_p.reset.next = self.reset.val();
        self.gradient_there.reset.next = self.reset.val();

        self.done.next = false;
        self.clear_error.next = false;
        self.clear_gradient.next = false;
        self.wide.next = bit_cast::<48, 32>(self.error.val());
        if self.gradients.q.val() {
            self.wide.next = bit_cast::<48, 32>(self.gradient.val());
        } else if self.dx.val() > bit_cast::<48, 32>(self.error.val()) {
            self.wide.next = self.dx.val();
        }
        self.found.next = self.p.q.val();
        if self.n.q.val() >= self.root.val() {
            self.found.next = self.p.q.val() + 1;
        }
        match self.work.q.val() {
            Work::Idle => {
                if self.start.val() {
                    self.gradients.d.next = self.kind.val().get_bit(0);
                    self.count.d.next = 0.into();
                    self.work.d.next = Work::Settle;
                }
            }
            Work::Settle => {
                self.count.d.next = self.count.q.val() + 1;
                self.p.d.next = self.top.val();
                self.n.d.next = self.wide.val();
                if self.count.q.val() == 7 {
                    self.count.d.next = 0.into();
                    self.work.d.next = Work::Normalise;
                }
            }
            Work::Normalise => {
                self.looked.d.next = !self.looked.q.val();
                self.empty.d.next = !self.n.q.val().get_bit(47);
                if self.count.q.val() == 0 {
                    self.empty.d.next = !self.n.q.val().get_bits::<32>(16).any();
                }
                if self.count.q.val() == 1 {
                    self.empty.d.next = !self.n.q.val().get_bits::<16>(32).any();
                }
                if self.count.q.val() == 2 {
                    self.empty.d.next = !self.n.q.val().get_bits::<8>(40).any();
                }
                if self.count.q.val() == 3 {
                    self.empty.d.next = !self.n.q.val().get_bits::<4>(44).any();
                }
                if self.count.q.val() == 4 {
                    self.empty.d.next = !self.n.q.val().get_bits::<2>(46).any();
                }
                if self.looked.q.val() {
                    self.count.d.next = self.count.q.val() + 1;
                    if self.count.q.val() == 5 {
                        self.work.d.next = Work::Store;
                    }
                }
                if self.looked.q.val() & self.empty.q.val() {
                    if self.count.q.val() == 0 {
                        self.n.d.next = self.n.q.val() << 32;
                        self.p.d.next = self.p.q.val() - 32;
                    }
                    if self.count.q.val() == 1 {
                        self.n.d.next = self.n.q.val() << 16;
                        self.p.d.next = self.p.q.val() - 16;
                    }
                    if self.count.q.val() == 2 {
                        self.n.d.next = self.n.q.val() << 8;
                        self.p.d.next = self.p.q.val() - 8;
                    }
                    if self.count.q.val() == 3 {
                        self.n.d.next = self.n.q.val() << 4;
                        self.p.d.next = self.p.q.val() - 4;
                    }
                    if self.count.q.val() == 4 {
                        self.n.d.next = self.n.q.val() << 2;
                        self.p.d.next = self.p.q.val() - 2;
                    }
                    if self.count.q.val() == 5 {
                        self.n.d.next = self.n.q.val() << 1;
                        self.p.d.next = self.p.q.val() - 1;
                    }
                }
            }
            Work::Store => {
                self.done.next = true;
                self.work.d.next = Work::Idle;
                if self.gradients.q.val() {
                    self.clear_gradient.next = true;
                    self.gradient_there.d.next = self.n.q.val().any();
                    self.gradient_p.d.next = 0.into();
                    if self.n.q.val().any() {
                        self.gradient_p.d.next = self.found.val();
                    }
                } else {
                    self.clear_error.next = true;
                    self.error_there.d.next = self.n.q.val().any();
                    self.error_p.d.next = 0.into();
                    if self.n.q.val().any() {
                        self.error_p.d.next = self.found.val();
                    }
                }
            }
            _ => {
                self.work.d.next = Work::Idle;
            }
        }
        self.error_exponent.next = self.error_p.q.val();
        self.error_null.next = !self.error_there.q.val();
        self.gradient_exponent.next = self.gradient_p.q.val();
        self.gradient_null.next = !self.gradient_there.q.val();
    }
}
