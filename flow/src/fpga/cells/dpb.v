// GW2A's memory with two ports, of bytes of eight bits or of parts of them.
module DPB(
	input CLKA, CEA, WREA, OCEA, RESETA, CLKB, CEB, WREB, OCEB, RESETB,
	input [13:0] ADA, ADB,
	input [2:0] BLKSELA, BLKSELB,
	input [15:0] DIA, DIB,
	output [15:0] DOA, DOB
);
	parameter READ_MODE0 = 0, READ_MODE1 = 0, WRITE_MODE0 = 0, WRITE_MODE1 = 0, BIT_WIDTH_0 = 16, BIT_WIDTH_1 = 16;
	parameter [2:0] BLK_SEL_0 = 3'b000, BLK_SEL_1 = 3'b000;
	parameter RESET_MODE = "SYNC";
	parameter [255:0] INIT_RAM_00 = 0, INIT_RAM_01 = 0, INIT_RAM_02 = 0, INIT_RAM_03 = 0;
	parameter [255:0] INIT_RAM_04 = 0, INIT_RAM_05 = 0, INIT_RAM_06 = 0, INIT_RAM_07 = 0;
	parameter [255:0] INIT_RAM_08 = 0, INIT_RAM_09 = 0, INIT_RAM_0A = 0, INIT_RAM_0B = 0;
	parameter [255:0] INIT_RAM_0C = 0, INIT_RAM_0D = 0, INIT_RAM_0E = 0, INIT_RAM_0F = 0;
	parameter [255:0] INIT_RAM_10 = 0, INIT_RAM_11 = 0, INIT_RAM_12 = 0, INIT_RAM_13 = 0;
	parameter [255:0] INIT_RAM_14 = 0, INIT_RAM_15 = 0, INIT_RAM_16 = 0, INIT_RAM_17 = 0;
	parameter [255:0] INIT_RAM_18 = 0, INIT_RAM_19 = 0, INIT_RAM_1A = 0, INIT_RAM_1B = 0;
	parameter [255:0] INIT_RAM_1C = 0, INIT_RAM_1D = 0, INIT_RAM_1E = 0, INIT_RAM_1F = 0;
	parameter [255:0] INIT_RAM_20 = 0, INIT_RAM_21 = 0, INIT_RAM_22 = 0, INIT_RAM_23 = 0;
	parameter [255:0] INIT_RAM_24 = 0, INIT_RAM_25 = 0, INIT_RAM_26 = 0, INIT_RAM_27 = 0;
	parameter [255:0] INIT_RAM_28 = 0, INIT_RAM_29 = 0, INIT_RAM_2A = 0, INIT_RAM_2B = 0;
	parameter [255:0] INIT_RAM_2C = 0, INIT_RAM_2D = 0, INIT_RAM_2E = 0, INIT_RAM_2F = 0;
	parameter [255:0] INIT_RAM_30 = 0, INIT_RAM_31 = 0, INIT_RAM_32 = 0, INIT_RAM_33 = 0;
	parameter [255:0] INIT_RAM_34 = 0, INIT_RAM_35 = 0, INIT_RAM_36 = 0, INIT_RAM_37 = 0;
	parameter [255:0] INIT_RAM_38 = 0, INIT_RAM_39 = 0, INIT_RAM_3A = 0, INIT_RAM_3B = 0;
	parameter [255:0] INIT_RAM_3C = 0, INIT_RAM_3D = 0, INIT_RAM_3E = 0, INIT_RAM_3F = 0;

	// The block's bytes have nine bits.
	function integer width9(input integer width);
		width9 = width == 8 || width == 16 ? width / 8 * 9 : width < 8 ? width : 0;
	endfunction

	initial begin
		if (READ_MODE0 != 0 || READ_MODE1 != 0) $fatal(1, "%m: registers behind the memory are not modelled");
		if (BLK_SEL_0 != 0 || BLK_SEL_1 != 0) $fatal(1, "%m: a selection of blocks is not modelled");
		if (RESET_MODE != "SYNC" && RESET_MODE != "ASYNC") $fatal(1, "%m: a mode of reset that is not modelled");
	end
	always @(posedge CLKA) if (BLKSELA !== 3'b000) $fatal(1, "%m: a selection of blocks is not modelled");
	always @(posedge CLKB) if (BLKSELB !== 3'b000) $fatal(1, "%m: a selection of blocks is not modelled");

	wire [35:0] q_a, q_b;
	assign DOA = {q_a[16:9], q_a[7:0]};
	assign DOB = {q_b[16:9], q_b[7:0]};
	signum_block_memory #(
		.WIDTH_A(width9(BIT_WIDTH_0)),
		.WIDTH_B(width9(BIT_WIDTH_1)),
		.MODE_A(WRITE_MODE0),
		.MODE_B(WRITE_MODE1),
		.ASYNCHRONOUS(RESET_MODE == "ASYNC"),
		.PAIR(16),
		.INIT({
			INIT_RAM_3F, INIT_RAM_3E, INIT_RAM_3D, INIT_RAM_3C, INIT_RAM_3B, INIT_RAM_3A, INIT_RAM_39, INIT_RAM_38,
			INIT_RAM_37, INIT_RAM_36, INIT_RAM_35, INIT_RAM_34, INIT_RAM_33, INIT_RAM_32, INIT_RAM_31, INIT_RAM_30,
			INIT_RAM_2F, INIT_RAM_2E, INIT_RAM_2D, INIT_RAM_2C, INIT_RAM_2B, INIT_RAM_2A, INIT_RAM_29, INIT_RAM_28,
			INIT_RAM_27, INIT_RAM_26, INIT_RAM_25, INIT_RAM_24, INIT_RAM_23, INIT_RAM_22, INIT_RAM_21, INIT_RAM_20,
			INIT_RAM_1F, INIT_RAM_1E, INIT_RAM_1D, INIT_RAM_1C, INIT_RAM_1B, INIT_RAM_1A, INIT_RAM_19, INIT_RAM_18,
			INIT_RAM_17, INIT_RAM_16, INIT_RAM_15, INIT_RAM_14, INIT_RAM_13, INIT_RAM_12, INIT_RAM_11, INIT_RAM_10,
			INIT_RAM_0F, INIT_RAM_0E, INIT_RAM_0D, INIT_RAM_0C, INIT_RAM_0B, INIT_RAM_0A, INIT_RAM_09, INIT_RAM_08,
			INIT_RAM_07, INIT_RAM_06, INIT_RAM_05, INIT_RAM_04, INIT_RAM_03, INIT_RAM_02, INIT_RAM_01, INIT_RAM_00
		})
	) memory (
		.clock_a(CLKA), .enable_a(CEA), .write_a(WREA), .reset_a(RESETA), .address_a(ADA),
		.data_a({18'd0, 1'b0, DIA[15:8], 1'b0, DIA[7:0]}), .q_a(q_a),
		.clock_b(CLKB), .enable_b(CEB), .write_b(WREB), .reset_b(RESETB), .address_b(ADB),
		.data_b({18'd0, 1'b0, DIB[15:8], 1'b0, DIB[7:0]}), .q_b(q_b)
	);
endmodule
