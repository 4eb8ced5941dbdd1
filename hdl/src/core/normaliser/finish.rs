//! What is left of a channel: its running statistics, or its gradients.

use rust_hdl::prelude::*;

use super::Running;
use crate::base::{signed_bit_cast_int, unsigned_cast_int, Int, Reg};

/// Where the work on a channel's numbers stands.
#[derive(Clone, Copy, Debug, PartialEq, LogicState)]
pub enum FinishState {
    /// Waits for a result.
    Idle,
    /// Reads the statistics so far.
    Look,
    /// Works out the new ones, and the magnitudes of the gradients.
    Work,
    /// Writes.
    Store,
}

/// Forward: mu and s into the running statistics, unless they are what the call normalised by. Backward, when results
/// are stored: dgamma and dbeta into the parameters' memory, and their largest magnitudes kept for the scale. Four
/// cycles a channel.
#[derive(Debug, Default, LogicBlock)]
pub struct Finish {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// See [`super::Channel`].
    pub result: Signal<In, Bit>,
    /// It is taken.
    pub result_taken: Signal<Out, Bit>,
    /// Bit 0 backward, 1 store, 3 by the running statistics.
    pub result_kind: Signal<In, Bits<4>>,
    /// Number of the channel.
    pub result_channel: Signal<In, Bits<20>>,
    /// Mean.
    pub result_mu: Signal<In, Int<32>>,
    /// s.
    pub result_scale: Signal<In, Bits<31>>,
    /// Gradient of gamma.
    pub result_dgamma: Signal<In, Int<42>>,
    /// Gradient of beta.
    pub result_dbeta: Signal<In, Int<25>>,
    /// Something is still to be written.
    pub busy: Signal<Out, Bit>,
    /// Channel to read or write.
    pub address: Signal<Out, Bits<20>>,
    /// Reads the statistics.
    pub read: Signal<Out, Bit>,
    /// Running mean, a cycle later.
    pub mu_old: Signal<In, Bits<32>>,
    /// Running s and, in bit 31, whether both are set.
    pub scale_old: Signal<In, Bits<32>>,
    /// Writes the statistics.
    pub write_statistics: Signal<Out, Bit>,
    /// The new running mean.
    pub mu: Signal<Out, Bits<32>>,
    /// The new running s, with bit 31 set.
    pub scale: Signal<Out, Bits<32>>,
    /// Writes the gradients.
    pub write_gradients: Signal<Out, Bit>,
    /// Gradient of gamma.
    pub dgamma: Signal<Out, Int<42>>,
    /// Gradient of beta.
    pub dbeta: Signal<Out, Int<25>>,
    /// Largest |dgamma| since it was cleared.
    pub dgamma_maximum: Signal<Out, Bits<48>>,
    /// Back to 0.
    pub dgamma_clear: Signal<In, Bit>,
    /// Largest |dbeta| since it was cleared.
    pub dbeta_maximum: Signal<Out, Bits<48>>,
    /// Back to 0.
    pub dbeta_clear: Signal<In, Bit>,
    state: Reg<FinishState>,
    kind: Reg<Bits<4>>,
    channel: Reg<Bits<20>>,
    mu_held: Reg<Int<32>>,
    scale_held: Reg<Bits<31>>,
    dgamma_held: Reg<Int<42>>,
    dbeta_held: Reg<Int<25>>,
    running_mu: Running,
    running_scale: Running,
    batch_bits: Signal<Local, Bits<32>>,
    scale_bits: Signal<Local, Bits<32>>,
    new_mu: Reg<Bits<32>>,
    new_scale: Reg<Bits<32>>,
    dgamma_negated: Signal<Local, Int<42>>,
    dbeta_negated: Signal<Local, Int<25>>,
    dgamma_size: Reg<Bits<42>>,
    dbeta_size: Reg<Bits<25>>,
    dgamma_largest: Reg<Bits<42>>,
    dbeta_largest: Reg<Bits<25>>,
}

impl Logic for Finish {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            state,
            kind,
            channel,
            mu_held,
            scale_held,
            dgamma_held,
            dbeta_held
        );
        dff_setup!(self, clock, new_mu, new_scale, dgamma_size, dbeta_size);
        dff_setup!(self, clock, dgamma_largest, dbeta_largest);
        self.state.reset.next = self.reset.val();
        self.kind.reset.next = self.reset.val();
        self.channel.reset.next = self.reset.val();
        self.mu_held.reset.next = self.reset.val();
        self.scale_held.reset.next = self.reset.val();
        self.dgamma_held.reset.next = self.reset.val();
        self.dbeta_held.reset.next = self.reset.val();
        self.new_mu.reset.next = self.reset.val();
        self.new_scale.reset.next = self.reset.val();
        self.dgamma_size.reset.next = self.reset.val();
        self.dbeta_size.reset.next = self.reset.val();
        self.dgamma_largest.reset.next = self.reset.val();
        self.dbeta_largest.reset.next = self.reset.val();

        self.running_mu.old.next = signed_bit_cast_int::<32>(self.mu_old.val());
        self.running_mu.batch.next = self.mu_held.q.val();
        self.running_mu.set.next = self.scale_old.val().get_bit(31);
        self.scale_bits.next = bit_cast::<32, 31>(self.scale_old.val().get_bits::<31>(0));
        self.batch_bits.next = bit_cast::<32, 31>(self.scale_held.q.val());
        self.running_scale.old.next = signed_bit_cast_int::<32>(self.scale_bits.val());
        self.running_scale.batch.next = signed_bit_cast_int::<32>(self.batch_bits.val());
        self.running_scale.set.next = self.scale_old.val().get_bit(31);
        self.dgamma_negated.next = -self.dgamma_held.q.val();
        self.dbeta_negated.next = -self.dbeta_held.q.val();

        self.result_taken.next = false;
        self.read.next = false;
        self.write_statistics.next = false;
        self.write_gradients.next = false;
        match self.state.q.val() {
            FinishState::Idle => {
                if self.result.val() {
                    self.result_taken.next = true;
                    self.kind.d.next = self.result_kind.val();
                    self.channel.d.next = self.result_channel.val();
                    self.mu_held.d.next = self.result_mu.val();
                    self.scale_held.d.next = self.result_scale.val();
                    self.dgamma_held.d.next = self.result_dgamma.val();
                    self.dbeta_held.d.next = self.result_dbeta.val();
                    self.state.d.next = FinishState::Look;
                }
            }
            FinishState::Look => {
                self.read.next = true;
                self.state.d.next = FinishState::Work;
            }
            FinishState::Work => {
                self.new_mu.d.next = unsigned_cast_int::<32>(self.running_mu.new_value.val());
                self.new_scale.d.next =
                    unsigned_cast_int::<32>(self.running_scale.new_value.val()) | 0x8000_0000_u64;
                self.dgamma_size.d.next = unsigned_cast_int::<42>(self.dgamma_held.q.val());
                if self.dgamma_held.q.val().get_bit(41) {
                    self.dgamma_size.d.next = unsigned_cast_int::<42>(self.dgamma_negated.val());
                }
                self.dbeta_size.d.next = unsigned_cast_int::<25>(self.dbeta_held.q.val());
                if self.dbeta_held.q.val().get_bit(24) {
                    self.dbeta_size.d.next = unsigned_cast_int::<25>(self.dbeta_negated.val());
                }
                self.state.d.next = FinishState::Store;
            }
            FinishState::Store => {
                self.write_statistics.next = !self.kind.q.val().get_bit(0) & !self.kind.q.val().get_bit(3);
                if self.kind.q.val().get_bit(0) & self.kind.q.val().get_bit(1) {
                    self.write_gradients.next = true;
                    if self.dgamma_size.q.val() > self.dgamma_largest.q.val() {
                        self.dgamma_largest.d.next = self.dgamma_size.q.val();
                    }
                    if self.dbeta_size.q.val() > self.dbeta_largest.q.val() {
                        self.dbeta_largest.d.next = self.dbeta_size.q.val();
                    }
                }
                self.state.d.next = FinishState::Idle;
            }
            _ => {
                self.state.d.next = FinishState::Idle;
            }
        }
        if self.dgamma_clear.val() {
            self.dgamma_largest.d.next = 0.into();
        }
        if self.dbeta_clear.val() {
            self.dbeta_largest.d.next = 0.into();
        }

        self.busy.next = self.state.q.val() != FinishState::Idle;
        self.address.next = self.channel.q.val();
        self.mu.next = self.new_mu.q.val();
        self.scale.next = self.new_scale.q.val();
        self.dgamma.next = self.dgamma_held.q.val();
        self.dbeta.next = self.dbeta_held.q.val();
        self.dgamma_maximum.next = bit_cast::<48, 42>(self.dgamma_largest.q.val());
        self.dbeta_maximum.next = bit_cast::<48, 25>(self.dbeta_largest.q.val());
    }
}
