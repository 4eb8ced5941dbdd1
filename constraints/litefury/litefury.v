// LiteFury: board_pcie behind the vendor's XDMA. Not built by open tools, not run.
//
//   XDMA, 128 bits at 125 MHz -> 32 bits -> the core's clock -> board_pcie
//                             <- 128 bits <- 125 MHz         <-
//
// build.tcl makes the IP (xdma_0, narrow, widen, to_core, from_core, core_clock) and sets the parameters.
module litefury #(
    // FNV-1a of board_pcie.v, and the name of its configuration, first character lowest.
    parameter [63:0] BUILD_HASH = 64'h0,
    parameter [63:0] CONFIGURATION = 64'h0
) (
    input        pcie_clk_p,
    input        pcie_clk_n,
    input        pcie_rst_n,
    output       pcie_clkreq_n,
    input  [3:0] pcie_rx_p,
    input  [3:0] pcie_rx_n,
    output [3:0] pcie_tx_p,
    output [3:0] pcie_tx_n,
    output [3:0] led_n
);

  wire pcie_clk, pcie_rst_n_buffered;
  assign pcie_clkreq_n = 1'b0;
  IBUFDS_GTE2 clk_buffer (.O(pcie_clk), .ODIV2(), .I(pcie_clk_p), .IB(pcie_clk_n), .CEB(1'b0));
  IBUF rst_buffer (.O(pcie_rst_n_buffered), .I(pcie_rst_n));

  // The DMA engine: one channel each way. The files on the host are xdma0_h2c_0 and xdma0_c2h_0.
  wire axi_clk, axi_rst_n, link_up;
  wire [127:0] h2c_data, c2h_data;
  wire [15:0] h2c_keep, c2h_keep;
  wire h2c_valid, h2c_ready, h2c_last, c2h_valid, c2h_ready, c2h_last;
  xdma_0 dma (
      .sys_clk(pcie_clk),
      .sys_rst_n(pcie_rst_n_buffered),
      .user_lnk_up(link_up),
      .pci_exp_rxp(pcie_rx_p),
      .pci_exp_rxn(pcie_rx_n),
      .pci_exp_txp(pcie_tx_p),
      .pci_exp_txn(pcie_tx_n),
      .axi_aclk(axi_clk),
      .axi_aresetn(axi_rst_n),
      .usr_irq_req(1'b0),
      .usr_irq_ack(),
      .msi_enable(),
      .msi_vector_width(),
      .m_axis_h2c_tdata_0(h2c_data),
      .m_axis_h2c_tkeep_0(h2c_keep),
      .m_axis_h2c_tlast_0(h2c_last),
      .m_axis_h2c_tvalid_0(h2c_valid),
      .m_axis_h2c_tready_0(h2c_ready),
      .s_axis_c2h_tdata_0(c2h_data),
      .s_axis_c2h_tkeep_0(c2h_keep),
      .s_axis_c2h_tlast_0(c2h_last),
      .s_axis_c2h_tvalid_0(c2h_valid),
      .s_axis_c2h_tready_0(c2h_ready)
  );

  // The core's clock comes from the engine's, so that a host that resets the link resets the core.
  wire clk, locked;
  core_clock clocks (.clk_in1(axi_clk), .resetn(axi_rst_n), .clk_out1(clk), .locked(locked));

  // At once into reset, out of it with the clock. The core's own reset is synchronous and active high.
  (* ASYNC_REG = "TRUE" *) reg [3:0] waking = 4'hF;
  wire awake = axi_rst_n & locked;
  always @(posedge clk or negedge awake)
    if (!awake) waking <= 4'hF;
    else waking <= {waking[2:0], 1'b0};
  reg reset = 1'b1;
  always @(posedge clk) reset <= waking[3];

  // Four words of the engine's are one after another for the core, and the other way round.
  wire [31:0] narrow_data, in_data, out_data, wide_data;
  wire [3:0] narrow_keep, in_keep, out_keep, wide_keep;
  wire narrow_valid, narrow_ready, narrow_last, in_valid, in_ready, in_last;
  wire out_valid, out_ready, out_last, wide_valid, wide_ready, wide_last;
  narrow to_words (
      .aclk(axi_clk), .aresetn(axi_rst_n),
      .s_axis_tdata(h2c_data), .s_axis_tkeep(h2c_keep), .s_axis_tlast(h2c_last),
      .s_axis_tvalid(h2c_valid), .s_axis_tready(h2c_ready),
      .m_axis_tdata(narrow_data), .m_axis_tkeep(narrow_keep), .m_axis_tlast(narrow_last),
      .m_axis_tvalid(narrow_valid), .m_axis_tready(narrow_ready)
  );
  to_core cross_in (
      .s_axis_aclk(axi_clk), .s_axis_aresetn(axi_rst_n), .m_axis_aclk(clk), .m_axis_aresetn(~reset),
      .s_axis_tdata(narrow_data), .s_axis_tkeep(narrow_keep), .s_axis_tlast(narrow_last),
      .s_axis_tvalid(narrow_valid), .s_axis_tready(narrow_ready),
      .m_axis_tdata(in_data), .m_axis_tkeep(in_keep), .m_axis_tlast(in_last),
      .m_axis_tvalid(in_valid), .m_axis_tready(in_ready)
  );
  board_pcie board (
      .clock(clk), .reset(reset),
      .build_hash(BUILD_HASH), .configuration(CONFIGURATION),
      .s_axis_tdata(in_data), .s_axis_tkeep(in_keep), .s_axis_tlast(in_last),
      .s_axis_tvalid(in_valid), .s_axis_tready(in_ready),
      .m_axis_tdata(out_data), .m_axis_tkeep(out_keep), .m_axis_tlast(out_last),
      .m_axis_tvalid(out_valid), .m_axis_tready(out_ready)
  );
  from_core cross_out (
      .s_axis_aclk(clk), .s_axis_aresetn(~reset), .m_axis_aclk(axi_clk), .m_axis_aresetn(axi_rst_n),
      .s_axis_tdata(out_data), .s_axis_tkeep(out_keep), .s_axis_tlast(out_last),
      .s_axis_tvalid(out_valid), .s_axis_tready(out_ready),
      .m_axis_tdata(wide_data), .m_axis_tkeep(wide_keep), .m_axis_tlast(wide_last),
      .m_axis_tvalid(wide_valid), .m_axis_tready(wide_ready)
  );
  widen from_words (
      .aclk(axi_clk), .aresetn(axi_rst_n),
      .s_axis_tdata(wide_data), .s_axis_tkeep(wide_keep), .s_axis_tlast(wide_last),
      .s_axis_tvalid(wide_valid), .s_axis_tready(wide_ready),
      .m_axis_tdata(c2h_data), .m_axis_tkeep(c2h_keep), .m_axis_tlast(c2h_last),
      .m_axis_tvalid(c2h_valid), .m_axis_tready(c2h_ready)
  );

  assign led_n = ~{locked, out_valid, in_valid, link_up};
endmodule
