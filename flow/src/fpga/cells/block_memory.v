// The memory block of ECP5 and GW2A: 2048 bytes of nine bits behind two ports. A port of 18 or 36 bits takes its byte
// enables from the lowest bits of the address; one of 1, 2 or 4 bits never sees a byte's ninth. Where one port writes
// what the other reads, the old word is read: of hardware that is not known, and Yosys builds logic around it.
module signum_block_memory(
	input clock_a, enable_a, write_a, reset_a,
	input [13:0] address_a,
	input [35:0] data_a,
	output reg [35:0] q_a,
	input clock_b, enable_b, write_b, reset_b,
	input [13:0] address_b,
	input [35:0] data_b,
	output reg [35:0] q_b
);
	// 1, 2, 4, 9, 18 or 36 bits.
	parameter WIDTH_A = 9, WIDTH_B = 9;
	// What a port reads while it writes: 0 nothing, 1 the new word, 2 the old one.
	parameter MODE_A = 0, MODE_B = 0;
	// Whether resets are asynchronous: such a reset is not modelled, and may not come.
	parameter ASYNCHRONOUS = 0;
	// Whether a reset keeps its port from writing.
	parameter BLOCKS = 0;
	// Bits of INIT for two bytes: 16 without the ninth bits, 18, or 20 with two of no use.
	parameter PAIR = 18;
	parameter [20479:0] INIT = 20480'd0;
	localparam BITS = PAIR == 16 ? 8 : 9;

	function known(input integer width);
		known = width == 1 || width == 2 || width == 4 || width == 9 || width == 18 || width == 36;
	endfunction

	function [10:0] first(input integer width, input [13:0] at);
		first = width == 36 ? {at[13:5], 2'b00} : width == 18 ? {at[13:4], 1'b0} : at[13:3];
	endfunction

	function [2:0] offset(input integer width, input [13:0] at);
		offset = width == 1 ? at[2:0] : width == 2 ? {at[2:1], 1'b0} : width == 4 ? {at[2], 2'b00} : 3'd0;
	endfunction

	function [35:0] ones(input integer width);
		ones = (36'd1 << width) - 36'd1;
	endfunction

	// The bits of four bytes that a write changes.
	function [35:0] mask(input integer width, input [13:0] at);
		mask = width == 36 ? {{9{at[3]}}, {9{at[2]}}, {9{at[1]}}, {9{at[0]}}}
			: width == 18 ? {18'd0, {9{at[1]}}, {9{at[0]}}} : ones(width) << offset(width, at);
	endfunction

	// verilator lint_off MULTIDRIVEN
	reg [8:0] bytes [0:2047];
	// verilator lint_on MULTIDRIVEN

	// Those above a port's width are cut off later.
	function [35:0] four(input [10:0] at);
		four = {bytes[at | 11'd3], bytes[at | 11'd2], bytes[at | 11'd1], bytes[at]};
	endfunction

	integer i;
	initial begin
		if (!known(WIDTH_A) || !known(WIDTH_B)) $fatal(1, "%m: a width that is not modelled");
		if (MODE_A > 2 || MODE_B > 2) $fatal(1, "%m: a mode of writing that is not modelled");
		for (i = 0; i < 1024; i = i + 1) begin
			bytes[2 * i] = {1'b0, INIT[PAIR * i +: BITS]};
			bytes[2 * i + 1] = {1'b0, INIT[PAIR * i + BITS +: BITS]};
		end
		q_a = 36'd0;
		q_b = 36'd0;
	end

	wire [10:0] first_a = first(WIDTH_A, address_a);
	wire [10:0] first_b = first(WIDTH_B, address_b);
	wire [2:0] offset_a = offset(WIDTH_A, address_a);
	wire [2:0] offset_b = offset(WIDTH_B, address_b);
	wire [35:0] mask_a = mask(WIDTH_A, address_a);
	wire [35:0] mask_b = mask(WIDTH_B, address_b);
	wire writes_a = enable_a && write_a && !(BLOCKS != 0 && reset_a);
	wire writes_b = enable_b && write_b && !(BLOCKS != 0 && reset_b);

	reg [35:0] old_a, new_a;
	integer n_a;
	always @(posedge clock_a) begin
		if (ASYNCHRONOUS != 0 && reset_a) $fatal(1, "%m: an asynchronous reset is not modelled");
		if (enable_a) begin
			old_a = four(first_a);
			new_a = (old_a & ~mask_a) | ((data_a << offset_a) & mask_a);
			if (writes_a && WIDTH_A < 9)
				// Bit by bit: the other port may write to the same byte.
				for (n_a = 0; n_a < WIDTH_A; n_a = n_a + 1)
					bytes[first_a][offset_a + n_a] <= data_a[n_a];
			else if (writes_a)
				for (n_a = 0; n_a < 4; n_a = n_a + 1)
					if (mask_a[9 * n_a]) bytes[first_a | n_a] <= new_a[9 * n_a +: 9];
			if (!write_a || MODE_A != 0)
				q_a <= ((write_a && MODE_A == 1 ? new_a : old_a) >> offset_a) & ones(WIDTH_A);
		end
		if (reset_a) q_a <= 36'd0;
	end

	reg [35:0] old_b, new_b;
	integer n_b;
	always @(posedge clock_b) begin
		if (ASYNCHRONOUS != 0 && reset_b) $fatal(1, "%m: an asynchronous reset is not modelled");
		if (enable_b) begin
			old_b = four(first_b);
			new_b = (old_b & ~mask_b) | ((data_b << offset_b) & mask_b);
			if (writes_b && WIDTH_B < 9)
				// Bit by bit: the other port may write to the same byte.
				for (n_b = 0; n_b < WIDTH_B; n_b = n_b + 1)
					bytes[first_b][offset_b + n_b] <= data_b[n_b];
			else if (writes_b)
				for (n_b = 0; n_b < 4; n_b = n_b + 1)
					if (mask_b[9 * n_b]) bytes[first_b | n_b] <= new_b[9 * n_b +: 9];
			if (!write_b || MODE_B != 0)
				q_b <= ((write_b && MODE_B == 1 ? new_b : old_b) >> offset_b) & ones(WIDTH_B);
		end
		if (reset_b) q_b <= 36'd0;
	end
endmodule
