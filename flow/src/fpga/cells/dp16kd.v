// ECP5's memory. A port of 36 bits to write is port A with the data pins of both; one to read is port B with the
// outputs of both.
module DP16KD(
	input CLKA, CEA, OCEA, WEA, RSTA, CSA2, CSA1, CSA0,
	input ADA13, ADA12, ADA11, ADA10, ADA9, ADA8, ADA7, ADA6, ADA5, ADA4, ADA3, ADA2, ADA1, ADA0,
	input DIA17, DIA16, DIA15, DIA14, DIA13, DIA12, DIA11, DIA10, DIA9,
		DIA8, DIA7, DIA6, DIA5, DIA4, DIA3, DIA2, DIA1, DIA0,
	output DOA17, DOA16, DOA15, DOA14, DOA13, DOA12, DOA11, DOA10, DOA9,
		DOA8, DOA7, DOA6, DOA5, DOA4, DOA3, DOA2, DOA1, DOA0,
	input CLKB, CEB, OCEB, WEB, RSTB, CSB2, CSB1, CSB0,
	input ADB13, ADB12, ADB11, ADB10, ADB9, ADB8, ADB7, ADB6, ADB5, ADB4, ADB3, ADB2, ADB1, ADB0,
	input DIB17, DIB16, DIB15, DIB14, DIB13, DIB12, DIB11, DIB10, DIB9,
		DIB8, DIB7, DIB6, DIB5, DIB4, DIB3, DIB2, DIB1, DIB0,
	output DOB17, DOB16, DOB15, DOB14, DOB13, DOB12, DOB11, DOB10, DOB9,
		DOB8, DOB7, DOB6, DOB5, DOB4, DOB3, DOB2, DOB1, DOB0
);
	parameter DATA_WIDTH_A = 18, DATA_WIDTH_B = 18;
	parameter REGMODE_A = "NOREG", REGMODE_B = "NOREG";
	parameter RESETMODE = "SYNC", ASYNC_RESET_RELEASE = "SYNC";
	parameter CSDECODE_A = "0b000", CSDECODE_B = "0b000";
	parameter WRITEMODE_A = "NORMAL", WRITEMODE_B = "NORMAL";
	parameter CLKAMUX = "CLKA", CLKBMUX = "CLKB";
	parameter GSR = "DISABLED";
	parameter [319:0] INITVAL_00 = 0, INITVAL_01 = 0, INITVAL_02 = 0, INITVAL_03 = 0;
	parameter [319:0] INITVAL_04 = 0, INITVAL_05 = 0, INITVAL_06 = 0, INITVAL_07 = 0;
	parameter [319:0] INITVAL_08 = 0, INITVAL_09 = 0, INITVAL_0A = 0, INITVAL_0B = 0;
	parameter [319:0] INITVAL_0C = 0, INITVAL_0D = 0, INITVAL_0E = 0, INITVAL_0F = 0;
	parameter [319:0] INITVAL_10 = 0, INITVAL_11 = 0, INITVAL_12 = 0, INITVAL_13 = 0;
	parameter [319:0] INITVAL_14 = 0, INITVAL_15 = 0, INITVAL_16 = 0, INITVAL_17 = 0;
	parameter [319:0] INITVAL_18 = 0, INITVAL_19 = 0, INITVAL_1A = 0, INITVAL_1B = 0;
	parameter [319:0] INITVAL_1C = 0, INITVAL_1D = 0, INITVAL_1E = 0, INITVAL_1F = 0;
	parameter [319:0] INITVAL_20 = 0, INITVAL_21 = 0, INITVAL_22 = 0, INITVAL_23 = 0;
	parameter [319:0] INITVAL_24 = 0, INITVAL_25 = 0, INITVAL_26 = 0, INITVAL_27 = 0;
	parameter [319:0] INITVAL_28 = 0, INITVAL_29 = 0, INITVAL_2A = 0, INITVAL_2B = 0;
	parameter [319:0] INITVAL_2C = 0, INITVAL_2D = 0, INITVAL_2E = 0, INITVAL_2F = 0;
	parameter [319:0] INITVAL_30 = 0, INITVAL_31 = 0, INITVAL_32 = 0, INITVAL_33 = 0;
	parameter [319:0] INITVAL_34 = 0, INITVAL_35 = 0, INITVAL_36 = 0, INITVAL_37 = 0;
	parameter [319:0] INITVAL_38 = 0, INITVAL_39 = 0, INITVAL_3A = 0, INITVAL_3B = 0;
	parameter [319:0] INITVAL_3C = 0, INITVAL_3D = 0, INITVAL_3E = 0, INITVAL_3F = 0;
	localparam MODE_A = WRITEMODE_A == "NORMAL" ? 0 :
		WRITEMODE_A == "WRITETHROUGH" ? 1 : WRITEMODE_A == "READBEFOREWRITE" ? 2 : 3;
	localparam MODE_B = WRITEMODE_B == "NORMAL" ? 0 :
		WRITEMODE_B == "WRITETHROUGH" ? 1 : WRITEMODE_B == "READBEFOREWRITE" ? 2 : 3;

	initial begin
		if (REGMODE_A != "NOREG" || REGMODE_B != "NOREG") $fatal(1, "%m: registers behind the memory are not modelled");
		if (RESETMODE != "SYNC" && RESETMODE != "ASYNC") $fatal(1, "%m: a mode of reset that is not modelled");
		if (ASYNC_RESET_RELEASE != RESETMODE) $fatal(1, "%m: a mode of reset that is not modelled");
		if (CSDECODE_A != "0b000" || CSDECODE_B != "0b000") $fatal(1, "%m: a selection of blocks is not modelled");
		if (CLKAMUX != "CLKA" || CLKBMUX != "CLKB") $fatal(1, "%m: an inverted clock is not modelled");
		if (GSR != "DISABLED" && GSR != "AUTO") $fatal(1, "%m: the global reset is not modelled");
		if (DATA_WIDTH_B == 36 && DATA_WIDTH_A != 36) $fatal(1, "%m: a pair of widths that is not modelled");
	end
	always @(posedge CLKA) if ({CSA2, CSA1, CSA0} !== 3'b000)
		$fatal(1, "%m: a selection of blocks is not modelled");
	always @(posedge CLKB) begin
		if ({CSB2, CSB1, CSB0} !== 3'b000) $fatal(1, "%m: a selection of blocks is not modelled");
		if (DATA_WIDTH_A == 36 && WEB !== 1'b0) $fatal(1, "%m: no port is left to write by");
	end

	wire [17:0] data_a = {DIA17, DIA16, DIA15, DIA14, DIA13, DIA12, DIA11, DIA10, DIA9,
		DIA8, DIA7, DIA6, DIA5, DIA4, DIA3, DIA2, DIA1, DIA0};
	wire [17:0] data_b = {DIB17, DIB16, DIB15, DIB14, DIB13, DIB12, DIB11, DIB10, DIB9,
		DIB8, DIB7, DIB6, DIB5, DIB4, DIB3, DIB2, DIB1, DIB0};
	wire [35:0] q_a, q_b;
	assign {DOA17, DOA16, DOA15, DOA14, DOA13, DOA12, DOA11, DOA10, DOA9,
		DOA8, DOA7, DOA6, DOA5, DOA4, DOA3, DOA2, DOA1, DOA0}
		= DATA_WIDTH_B == 36 ? q_b[17:0] : q_a[17:0];
	assign {DOB17, DOB16, DOB15, DOB14, DOB13, DOB12, DOB11, DOB10, DOB9,
		DOB8, DOB7, DOB6, DOB5, DOB4, DOB3, DOB2, DOB1, DOB0}
		= DATA_WIDTH_B == 36 ? q_b[35:18] : q_b[17:0];
	signum_block_memory #(
		.WIDTH_A(DATA_WIDTH_A),
		.WIDTH_B(DATA_WIDTH_B),
		.MODE_A(MODE_A),
		.MODE_B(MODE_B),
		.ASYNCHRONOUS(RESETMODE == "ASYNC"),
		.BLOCKS(1),
		.PAIR(20),
		.INIT({
			INITVAL_3F, INITVAL_3E, INITVAL_3D, INITVAL_3C, INITVAL_3B, INITVAL_3A, INITVAL_39, INITVAL_38,
			INITVAL_37, INITVAL_36, INITVAL_35, INITVAL_34, INITVAL_33, INITVAL_32, INITVAL_31, INITVAL_30,
			INITVAL_2F, INITVAL_2E, INITVAL_2D, INITVAL_2C, INITVAL_2B, INITVAL_2A, INITVAL_29, INITVAL_28,
			INITVAL_27, INITVAL_26, INITVAL_25, INITVAL_24, INITVAL_23, INITVAL_22, INITVAL_21, INITVAL_20,
			INITVAL_1F, INITVAL_1E, INITVAL_1D, INITVAL_1C, INITVAL_1B, INITVAL_1A, INITVAL_19, INITVAL_18,
			INITVAL_17, INITVAL_16, INITVAL_15, INITVAL_14, INITVAL_13, INITVAL_12, INITVAL_11, INITVAL_10,
			INITVAL_0F, INITVAL_0E, INITVAL_0D, INITVAL_0C, INITVAL_0B, INITVAL_0A, INITVAL_09, INITVAL_08,
			INITVAL_07, INITVAL_06, INITVAL_05, INITVAL_04, INITVAL_03, INITVAL_02, INITVAL_01, INITVAL_00
		})
	) memory (
		.clock_a(CLKA), .enable_a(CEA), .write_a(WEA), .reset_a(RSTA),
		.address_a({ADA13, ADA12, ADA11, ADA10, ADA9, ADA8, ADA7, ADA6, ADA5, ADA4, ADA3, ADA2, ADA1, ADA0}),
		.data_a({data_b, data_a}), .q_a(q_a),
		.clock_b(CLKB), .enable_b(CEB), .write_b(WEB), .reset_b(RSTB),
		.address_b({ADB13, ADB12, ADB11, ADB10, ADB9, ADB8, ADB7, ADB6, ADB5, ADB4, ADB3, ADB2, ADB1, ADB0}),
		.data_b({18'd0, data_b}), .q_b(q_b)
	);
endmodule
