//! The memory of the norm parameters.

use rust_hdl::prelude::*;

use crate::base::{Int, Ram};

/// Per channel: gamma and beta, running mean, running s with the flag that they are set, and the gradients of the step.
///
/// ```text
///  [gamma | beta << 16]   calls read, the update reads and writes
///  [mu] [s | set << 31]   calls read, `Finish` reads and writes
///  [dgamma] [dbeta]       `Finish` writes, the update reads
/// ```
///
/// The first three are words 0, 1 and 2 of a channel to the outside, which reads and writes while all else rests. A read
/// gives its words a cycle later, up to the next one. `2^C` channels.
#[derive(Debug, LogicBlock)]
pub struct Parameters<const C: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Writes a word from outside.
    pub word_write: Signal<In, Bit>,
    /// Which of the channel's three.
    pub word_index: Signal<In, Bits<2>>,
    /// The word.
    pub word_data: Signal<In, Bits<32>>,
    /// Reads the channel's three words for the outside.
    pub word_read: Signal<In, Bit>,
    /// Channel to read or write.
    pub word_address: Signal<In, Bits<20>>,
    /// Reads gamma and beta for a call, and the running statistics unless `finish_read` does.
    pub call_read: Signal<In, Bit>,
    /// Of this channel.
    pub call_address: Signal<In, Bits<20>>,
    /// Reads the running statistics.
    pub finish_read: Signal<In, Bit>,
    /// Channel to read or write.
    pub finish_address: Signal<In, Bits<20>>,
    /// Writes the running statistics.
    pub write_statistics: Signal<In, Bit>,
    /// Running mean.
    pub new_mu: Signal<In, Bits<32>>,
    /// Running s and the flag.
    pub new_scale: Signal<In, Bits<32>>,
    /// Writes the gradients.
    pub write_gradients: Signal<In, Bit>,
    /// Gradient of gamma.
    pub new_dgamma: Signal<In, Int<42>>,
    /// Gradient of beta.
    pub new_dbeta: Signal<In, Int<25>>,
    /// Reads for the update.
    pub update_read: Signal<In, Bit>,
    /// Of this channel.
    pub update_address: Signal<In, Bits<20>>,
    /// Writes gamma and beta.
    pub update_write: Signal<In, Bit>,
    /// Of this channel.
    pub update_write_address: Signal<In, Bits<20>>,
    /// gamma and beta.
    pub update_data: Signal<In, Bits<32>>,
    /// gamma, and beta in the high half.
    pub gamma_beta: Signal<Out, Bits<32>>,
    /// Running mean.
    pub mu: Signal<Out, Bits<32>>,
    /// Running s and, in bit 31, whether both are set.
    pub scale: Signal<Out, Bits<32>>,
    /// Gradient of gamma.
    pub dgamma: Signal<Out, Int<42>>,
    /// Gradient of beta.
    pub dbeta: Signal<Out, Int<25>>,
    is_gamma: Constant<Bits<2>>,
    is_mu: Constant<Bits<2>>,
    is_scale: Constant<Bits<2>>,
    gammas: Ram<Bits<32>, C>,
    means: Ram<Bits<32>, C>,
    scales: Ram<Bits<32>, C>,
    dgammas: Ram<Int<42>, C>,
    dbetas: Ram<Int<25>, C>,
}

impl<const C: usize> Default for Parameters<C> {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            word_write: Default::default(),
            word_index: Default::default(),
            word_data: Default::default(),
            word_read: Default::default(),
            word_address: Default::default(),
            call_read: Default::default(),
            call_address: Default::default(),
            finish_read: Default::default(),
            finish_address: Default::default(),
            write_statistics: Default::default(),
            new_mu: Default::default(),
            new_scale: Default::default(),
            write_gradients: Default::default(),
            new_dgamma: Default::default(),
            new_dbeta: Default::default(),
            update_read: Default::default(),
            update_address: Default::default(),
            update_write: Default::default(),
            update_write_address: Default::default(),
            update_data: Default::default(),
            gamma_beta: Default::default(),
            mu: Default::default(),
            scale: Default::default(),
            dgamma: Default::default(),
            dbeta: Default::default(),
            is_gamma: Constant::new(0.into()),
            is_mu: Constant::new(1.into()),
            is_scale: Constant::new(2.into()),
            gammas: Default::default(),
            means: Default::default(),
            scales: Default::default(),
            dgammas: Default::default(),
            dbetas: Default::default(),
        }
    }
}

impl<const C: usize> Logic for Parameters<C> {
    #[hdl_gen]
    fn update(&mut self) {
        self.gammas.clock.next = self.clock.val();
        self.means.clock.next = self.clock.val();
        self.scales.clock.next = self.clock.val();
        self.dgammas.clock.next = self.clock.val();
        self.dbetas.clock.next = self.clock.val();

        self.gammas.read_enable.next = self.call_read.val() | self.update_read.val() | self.word_read.val();
        self.gammas.read_address.next = self.call_address.val().get_bits::<C>(0);
        if self.update_read.val() {
            self.gammas.read_address.next = self.update_address.val().get_bits::<C>(0);
        }
        if self.word_read.val() {
            self.gammas.read_address.next = self.word_address.val().get_bits::<C>(0);
        }
        self.gammas.write_enable.next = self.update_write.val()
            | (self.word_write.val() & (self.word_index.val() == self.is_gamma.val()));
        self.gammas.write_address.next = self.update_write_address.val().get_bits::<C>(0);
        self.gammas.write_data.next = self.update_data.val();
        if self.word_write.val() {
            self.gammas.write_address.next = self.word_address.val().get_bits::<C>(0);
            self.gammas.write_data.next = self.word_data.val();
        }

        self.means.read_enable.next = self.call_read.val() | self.finish_read.val() | self.word_read.val();
        self.means.read_address.next = self.call_address.val().get_bits::<C>(0);
        self.means.write_enable.next = self.write_statistics.val()
            | (self.word_write.val() & (self.word_index.val() == self.is_mu.val()));
        self.means.write_address.next = self.finish_address.val().get_bits::<C>(0);
        self.means.write_data.next = self.new_mu.val();
        self.scales.read_enable.next = self.call_read.val() | self.finish_read.val() | self.word_read.val();
        self.scales.read_address.next = self.call_address.val().get_bits::<C>(0);
        self.scales.write_enable.next = self.write_statistics.val()
            | (self.word_write.val() & (self.word_index.val() == self.is_scale.val()));
        self.scales.write_address.next = self.finish_address.val().get_bits::<C>(0);
        self.scales.write_data.next = self.new_scale.val();
        if self.finish_read.val() {
            self.means.read_address.next = self.finish_address.val().get_bits::<C>(0);
            self.scales.read_address.next = self.finish_address.val().get_bits::<C>(0);
        }
        if self.word_read.val() {
            self.means.read_address.next = self.word_address.val().get_bits::<C>(0);
            self.scales.read_address.next = self.word_address.val().get_bits::<C>(0);
        }
        if self.word_write.val() {
            self.means.write_address.next = self.word_address.val().get_bits::<C>(0);
            self.means.write_data.next = self.word_data.val();
            self.scales.write_address.next = self.word_address.val().get_bits::<C>(0);
            self.scales.write_data.next = self.word_data.val();
        }

        self.dgammas.read_enable.next = self.update_read.val();
        self.dgammas.read_address.next = self.update_address.val().get_bits::<C>(0);
        self.dgammas.write_enable.next = self.write_gradients.val();
        self.dgammas.write_address.next = self.finish_address.val().get_bits::<C>(0);
        self.dgammas.write_data.next = self.new_dgamma.val();
        self.dbetas.read_enable.next = self.update_read.val();
        self.dbetas.read_address.next = self.update_address.val().get_bits::<C>(0);
        self.dbetas.write_enable.next = self.write_gradients.val();
        self.dbetas.write_address.next = self.finish_address.val().get_bits::<C>(0);
        self.dbetas.write_data.next = self.new_dbeta.val();

        self.gamma_beta.next = self.gammas.read_data.val();
        self.mu.next = self.means.read_data.val();
        self.scale.next = self.scales.read_data.val();
        self.dgamma.next = self.dgammas.read_data.val();
        self.dbeta.next = self.dbetas.read_data.val();
    }
}
