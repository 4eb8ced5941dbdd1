//! spiking
