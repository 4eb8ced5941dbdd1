// wage_activate: generated from the Rust-HDL module of this name; do not edit.
// Regenerate: signum generate

module wage_activate(clock,reset,shift,relu,s_valid,s_ready,s_data,s_last,m_valid,m_ready,m_data,m_clipped,m_last,saturations);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [4:0] shift;
    input wire  relu;
    input wire  s_valid;
    output reg  s_ready;
    input wire  [511:0] s_data;
    input wire  s_last;
    output reg  m_valid;
    input wire  m_ready;
    output reg  [127:0] m_data;
    output reg  [15:0] m_clipped;
    output reg  m_last;
    output reg  [31:0] saturations;

    // Stub signals
    reg  stage_1$s_valid;
    wire  stage_1$s_ready;
    reg  stage_1$s_last;
    wire  stage_1$m_valid;
    reg  stage_1$m_ready;
    wire  stage_1$m_last;
    wire  stage_1$load;
    reg  stage_2$s_valid;
    wire  stage_2$s_ready;
    reg  stage_2$s_last;
    wire  stage_2$m_valid;
    reg  stage_2$m_ready;
    wire  stage_2$m_last;
    wire  stage_2$load;
    reg  stage_3$s_valid;
    wire  stage_3$s_ready;
    reg  stage_3$s_last;
    wire  stage_3$m_valid;
    reg  stage_3$m_ready;
    wire  stage_3$m_last;
    wire  stage_3$load;
    reg  [511:0] words$whole;
    wire  [31:0] words$parts$0;
    wire  [31:0] words$parts$1;
    wire  [31:0] words$parts$2;
    wire  [31:0] words$parts$3;
    wire  [31:0] words$parts$4;
    wire  [31:0] words$parts$5;
    wire  [31:0] words$parts$6;
    wire  [31:0] words$parts$7;
    wire  [31:0] words$parts$8;
    wire  [31:0] words$parts$9;
    wire  [31:0] words$parts$10;
    wire  [31:0] words$parts$11;
    wire  [31:0] words$parts$12;
    wire  [31:0] words$parts$13;
    wire  [31:0] words$parts$14;
    wire  [31:0] words$parts$15;
    reg  lanes$0$load_1;
    reg  lanes$0$load_2;
    reg  lanes$0$load_3;
    reg  [31:0] lanes$0$x;
    reg  [4:0] lanes$0$shift;
    reg  lanes$0$relu;
    reg  lanes$0$is_null;
    wire  [7:0] lanes$0$code;
    wire  lanes$0$clipped;
    reg  lanes$1$load_1;
    reg  lanes$1$load_2;
    reg  lanes$1$load_3;
    reg  [31:0] lanes$1$x;
    reg  [4:0] lanes$1$shift;
    reg  lanes$1$relu;
    reg  lanes$1$is_null;
    wire  [7:0] lanes$1$code;
    wire  lanes$1$clipped;
    reg  lanes$2$load_1;
    reg  lanes$2$load_2;
    reg  lanes$2$load_3;
    reg  [31:0] lanes$2$x;
    reg  [4:0] lanes$2$shift;
    reg  lanes$2$relu;
    reg  lanes$2$is_null;
    wire  [7:0] lanes$2$code;
    wire  lanes$2$clipped;
    reg  lanes$3$load_1;
    reg  lanes$3$load_2;
    reg  lanes$3$load_3;
    reg  [31:0] lanes$3$x;
    reg  [4:0] lanes$3$shift;
    reg  lanes$3$relu;
    reg  lanes$3$is_null;
    wire  [7:0] lanes$3$code;
    wire  lanes$3$clipped;
    reg  lanes$4$load_1;
    reg  lanes$4$load_2;
    reg  lanes$4$load_3;
    reg  [31:0] lanes$4$x;
    reg  [4:0] lanes$4$shift;
    reg  lanes$4$relu;
    reg  lanes$4$is_null;
    wire  [7:0] lanes$4$code;
    wire  lanes$4$clipped;
    reg  lanes$5$load_1;
    reg  lanes$5$load_2;
    reg  lanes$5$load_3;
    reg  [31:0] lanes$5$x;
    reg  [4:0] lanes$5$shift;
    reg  lanes$5$relu;
    reg  lanes$5$is_null;
    wire  [7:0] lanes$5$code;
    wire  lanes$5$clipped;
    reg  lanes$6$load_1;
    reg  lanes$6$load_2;
    reg  lanes$6$load_3;
    reg  [31:0] lanes$6$x;
    reg  [4:0] lanes$6$shift;
    reg  lanes$6$relu;
    reg  lanes$6$is_null;
    wire  [7:0] lanes$6$code;
    wire  lanes$6$clipped;
    reg  lanes$7$load_1;
    reg  lanes$7$load_2;
    reg  lanes$7$load_3;
    reg  [31:0] lanes$7$x;
    reg  [4:0] lanes$7$shift;
    reg  lanes$7$relu;
    reg  lanes$7$is_null;
    wire  [7:0] lanes$7$code;
    wire  lanes$7$clipped;
    reg  lanes$8$load_1;
    reg  lanes$8$load_2;
    reg  lanes$8$load_3;
    reg  [31:0] lanes$8$x;
    reg  [4:0] lanes$8$shift;
    reg  lanes$8$relu;
    reg  lanes$8$is_null;
    wire  [7:0] lanes$8$code;
    wire  lanes$8$clipped;
    reg  lanes$9$load_1;
    reg  lanes$9$load_2;
    reg  lanes$9$load_3;
    reg  [31:0] lanes$9$x;
    reg  [4:0] lanes$9$shift;
    reg  lanes$9$relu;
    reg  lanes$9$is_null;
    wire  [7:0] lanes$9$code;
    wire  lanes$9$clipped;
    reg  lanes$10$load_1;
    reg  lanes$10$load_2;
    reg  lanes$10$load_3;
    reg  [31:0] lanes$10$x;
    reg  [4:0] lanes$10$shift;
    reg  lanes$10$relu;
    reg  lanes$10$is_null;
    wire  [7:0] lanes$10$code;
    wire  lanes$10$clipped;
    reg  lanes$11$load_1;
    reg  lanes$11$load_2;
    reg  lanes$11$load_3;
    reg  [31:0] lanes$11$x;
    reg  [4:0] lanes$11$shift;
    reg  lanes$11$relu;
    reg  lanes$11$is_null;
    wire  [7:0] lanes$11$code;
    wire  lanes$11$clipped;
    reg  lanes$12$load_1;
    reg  lanes$12$load_2;
    reg  lanes$12$load_3;
    reg  [31:0] lanes$12$x;
    reg  [4:0] lanes$12$shift;
    reg  lanes$12$relu;
    reg  lanes$12$is_null;
    wire  [7:0] lanes$12$code;
    wire  lanes$12$clipped;
    reg  lanes$13$load_1;
    reg  lanes$13$load_2;
    reg  lanes$13$load_3;
    reg  [31:0] lanes$13$x;
    reg  [4:0] lanes$13$shift;
    reg  lanes$13$relu;
    reg  lanes$13$is_null;
    wire  [7:0] lanes$13$code;
    wire  lanes$13$clipped;
    reg  lanes$14$load_1;
    reg  lanes$14$load_2;
    reg  lanes$14$load_3;
    reg  [31:0] lanes$14$x;
    reg  [4:0] lanes$14$shift;
    reg  lanes$14$relu;
    reg  lanes$14$is_null;
    wire  [7:0] lanes$14$code;
    wire  lanes$14$clipped;
    reg  lanes$15$load_1;
    reg  lanes$15$load_2;
    reg  lanes$15$load_3;
    reg  [31:0] lanes$15$x;
    reg  [4:0] lanes$15$shift;
    reg  lanes$15$relu;
    reg  lanes$15$is_null;
    wire  [7:0] lanes$15$code;
    wire  lanes$15$clipped;
    reg  [7:0] codes$parts$0;
    reg  [7:0] codes$parts$1;
    reg  [7:0] codes$parts$2;
    reg  [7:0] codes$parts$3;
    reg  [7:0] codes$parts$4;
    reg  [7:0] codes$parts$5;
    reg  [7:0] codes$parts$6;
    reg  [7:0] codes$parts$7;
    reg  [7:0] codes$parts$8;
    reg  [7:0] codes$parts$9;
    reg  [7:0] codes$parts$10;
    reg  [7:0] codes$parts$11;
    reg  [7:0] codes$parts$12;
    reg  [7:0] codes$parts$13;
    reg  [7:0] codes$parts$14;
    reg  [7:0] codes$parts$15;
    wire  [127:0] codes$whole;
    reg  flags$parts$0;
    reg  flags$parts$1;
    reg  flags$parts$2;
    reg  flags$parts$3;
    reg  flags$parts$4;
    reg  flags$parts$5;
    reg  flags$parts$6;
    reg  flags$parts$7;
    reg  flags$parts$8;
    reg  flags$parts$9;
    reg  flags$parts$10;
    reg  flags$parts$11;
    reg  flags$parts$12;
    reg  flags$parts$13;
    reg  flags$parts$14;
    reg  flags$parts$15;
    wire  [15:0] flags$whole;
    reg  [15:0] counter$events;
    reg  counter$enable;
    wire  [31:0] counter$count;

    // Sub module instances
    wage_activate$stage_1 stage_1(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_1$s_valid),
        .s_ready(stage_1$s_ready),
        .s_last(stage_1$s_last),
        .m_valid(stage_1$m_valid),
        .m_ready(stage_1$m_ready),
        .m_last(stage_1$m_last),
        .load(stage_1$load)
    );
    wage_activate$stage_1 stage_2(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_2$s_valid),
        .s_ready(stage_2$s_ready),
        .s_last(stage_2$s_last),
        .m_valid(stage_2$m_valid),
        .m_ready(stage_2$m_ready),
        .m_last(stage_2$m_last),
        .load(stage_2$load)
    );
    wage_activate$stage_1 stage_3(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_3$s_valid),
        .s_ready(stage_3$s_ready),
        .s_last(stage_3$s_last),
        .m_valid(stage_3$m_valid),
        .m_ready(stage_3$m_ready),
        .m_last(stage_3$m_last),
        .load(stage_3$load)
    );
    wage_activate$words words(
        .whole(words$whole),
        .parts$0(words$parts$0),
        .parts$1(words$parts$1),
        .parts$2(words$parts$2),
        .parts$3(words$parts$3),
        .parts$4(words$parts$4),
        .parts$5(words$parts$5),
        .parts$6(words$parts$6),
        .parts$7(words$parts$7),
        .parts$8(words$parts$8),
        .parts$9(words$parts$9),
        .parts$10(words$parts$10),
        .parts$11(words$parts$11),
        .parts$12(words$parts$12),
        .parts$13(words$parts$13),
        .parts$14(words$parts$14),
        .parts$15(words$parts$15)
    );
    wage_activate$lanes$0 lanes$0(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$0$load_1),
        .load_2(lanes$0$load_2),
        .load_3(lanes$0$load_3),
        .x(lanes$0$x),
        .shift(lanes$0$shift),
        .relu(lanes$0$relu),
        .is_null(lanes$0$is_null),
        .code(lanes$0$code),
        .clipped(lanes$0$clipped)
    );
    wage_activate$lanes$0 lanes$1(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$1$load_1),
        .load_2(lanes$1$load_2),
        .load_3(lanes$1$load_3),
        .x(lanes$1$x),
        .shift(lanes$1$shift),
        .relu(lanes$1$relu),
        .is_null(lanes$1$is_null),
        .code(lanes$1$code),
        .clipped(lanes$1$clipped)
    );
    wage_activate$lanes$0 lanes$2(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$2$load_1),
        .load_2(lanes$2$load_2),
        .load_3(lanes$2$load_3),
        .x(lanes$2$x),
        .shift(lanes$2$shift),
        .relu(lanes$2$relu),
        .is_null(lanes$2$is_null),
        .code(lanes$2$code),
        .clipped(lanes$2$clipped)
    );
    wage_activate$lanes$0 lanes$3(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$3$load_1),
        .load_2(lanes$3$load_2),
        .load_3(lanes$3$load_3),
        .x(lanes$3$x),
        .shift(lanes$3$shift),
        .relu(lanes$3$relu),
        .is_null(lanes$3$is_null),
        .code(lanes$3$code),
        .clipped(lanes$3$clipped)
    );
    wage_activate$lanes$0 lanes$4(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$4$load_1),
        .load_2(lanes$4$load_2),
        .load_3(lanes$4$load_3),
        .x(lanes$4$x),
        .shift(lanes$4$shift),
        .relu(lanes$4$relu),
        .is_null(lanes$4$is_null),
        .code(lanes$4$code),
        .clipped(lanes$4$clipped)
    );
    wage_activate$lanes$0 lanes$5(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$5$load_1),
        .load_2(lanes$5$load_2),
        .load_3(lanes$5$load_3),
        .x(lanes$5$x),
        .shift(lanes$5$shift),
        .relu(lanes$5$relu),
        .is_null(lanes$5$is_null),
        .code(lanes$5$code),
        .clipped(lanes$5$clipped)
    );
    wage_activate$lanes$0 lanes$6(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$6$load_1),
        .load_2(lanes$6$load_2),
        .load_3(lanes$6$load_3),
        .x(lanes$6$x),
        .shift(lanes$6$shift),
        .relu(lanes$6$relu),
        .is_null(lanes$6$is_null),
        .code(lanes$6$code),
        .clipped(lanes$6$clipped)
    );
    wage_activate$lanes$0 lanes$7(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$7$load_1),
        .load_2(lanes$7$load_2),
        .load_3(lanes$7$load_3),
        .x(lanes$7$x),
        .shift(lanes$7$shift),
        .relu(lanes$7$relu),
        .is_null(lanes$7$is_null),
        .code(lanes$7$code),
        .clipped(lanes$7$clipped)
    );
    wage_activate$lanes$0 lanes$8(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$8$load_1),
        .load_2(lanes$8$load_2),
        .load_3(lanes$8$load_3),
        .x(lanes$8$x),
        .shift(lanes$8$shift),
        .relu(lanes$8$relu),
        .is_null(lanes$8$is_null),
        .code(lanes$8$code),
        .clipped(lanes$8$clipped)
    );
    wage_activate$lanes$0 lanes$9(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$9$load_1),
        .load_2(lanes$9$load_2),
        .load_3(lanes$9$load_3),
        .x(lanes$9$x),
        .shift(lanes$9$shift),
        .relu(lanes$9$relu),
        .is_null(lanes$9$is_null),
        .code(lanes$9$code),
        .clipped(lanes$9$clipped)
    );
    wage_activate$lanes$0 lanes$10(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$10$load_1),
        .load_2(lanes$10$load_2),
        .load_3(lanes$10$load_3),
        .x(lanes$10$x),
        .shift(lanes$10$shift),
        .relu(lanes$10$relu),
        .is_null(lanes$10$is_null),
        .code(lanes$10$code),
        .clipped(lanes$10$clipped)
    );
    wage_activate$lanes$0 lanes$11(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$11$load_1),
        .load_2(lanes$11$load_2),
        .load_3(lanes$11$load_3),
        .x(lanes$11$x),
        .shift(lanes$11$shift),
        .relu(lanes$11$relu),
        .is_null(lanes$11$is_null),
        .code(lanes$11$code),
        .clipped(lanes$11$clipped)
    );
    wage_activate$lanes$0 lanes$12(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$12$load_1),
        .load_2(lanes$12$load_2),
        .load_3(lanes$12$load_3),
        .x(lanes$12$x),
        .shift(lanes$12$shift),
        .relu(lanes$12$relu),
        .is_null(lanes$12$is_null),
        .code(lanes$12$code),
        .clipped(lanes$12$clipped)
    );
    wage_activate$lanes$0 lanes$13(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$13$load_1),
        .load_2(lanes$13$load_2),
        .load_3(lanes$13$load_3),
        .x(lanes$13$x),
        .shift(lanes$13$shift),
        .relu(lanes$13$relu),
        .is_null(lanes$13$is_null),
        .code(lanes$13$code),
        .clipped(lanes$13$clipped)
    );
    wage_activate$lanes$0 lanes$14(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$14$load_1),
        .load_2(lanes$14$load_2),
        .load_3(lanes$14$load_3),
        .x(lanes$14$x),
        .shift(lanes$14$shift),
        .relu(lanes$14$relu),
        .is_null(lanes$14$is_null),
        .code(lanes$14$code),
        .clipped(lanes$14$clipped)
    );
    wage_activate$lanes$0 lanes$15(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$15$load_1),
        .load_2(lanes$15$load_2),
        .load_3(lanes$15$load_3),
        .x(lanes$15$x),
        .shift(lanes$15$shift),
        .relu(lanes$15$relu),
        .is_null(lanes$15$is_null),
        .code(lanes$15$code),
        .clipped(lanes$15$clipped)
    );
    wage_activate$codes codes(
        .parts$0(codes$parts$0),
        .parts$1(codes$parts$1),
        .parts$2(codes$parts$2),
        .parts$3(codes$parts$3),
        .parts$4(codes$parts$4),
        .parts$5(codes$parts$5),
        .parts$6(codes$parts$6),
        .parts$7(codes$parts$7),
        .parts$8(codes$parts$8),
        .parts$9(codes$parts$9),
        .parts$10(codes$parts$10),
        .parts$11(codes$parts$11),
        .parts$12(codes$parts$12),
        .parts$13(codes$parts$13),
        .parts$14(codes$parts$14),
        .parts$15(codes$parts$15),
        .whole(codes$whole)
    );
    wage_activate$flags flags(
        .parts$0(flags$parts$0),
        .parts$1(flags$parts$1),
        .parts$2(flags$parts$2),
        .parts$3(flags$parts$3),
        .parts$4(flags$parts$4),
        .parts$5(flags$parts$5),
        .parts$6(flags$parts$6),
        .parts$7(flags$parts$7),
        .parts$8(flags$parts$8),
        .parts$9(flags$parts$9),
        .parts$10(flags$parts$10),
        .parts$11(flags$parts$11),
        .parts$12(flags$parts$12),
        .parts$13(flags$parts$13),
        .parts$14(flags$parts$14),
        .parts$15(flags$parts$15),
        .whole(flags$whole)
    );
    wage_activate$counter counter(
        .clock(clock),
        .reset(reset),
        .events(counter$events),
        .enable(counter$enable),
        .count(counter$count)
    );

    // Update code
    always @(*) begin
        stage_1$s_valid = s_valid;
        stage_1$s_last = s_last;
        stage_1$m_ready = stage_2$s_ready;
        stage_2$s_valid = stage_1$m_valid;
        stage_2$s_last = stage_1$m_last;
        stage_2$m_ready = stage_3$s_ready;
        stage_3$s_valid = stage_2$m_valid;
        stage_3$s_last = stage_2$m_last;
        stage_3$m_ready = m_ready;
        s_ready = stage_1$s_ready;
        m_valid = stage_3$m_valid;
        m_last = stage_3$m_last;
        words$whole = s_data;
        lanes$0$load_1 = stage_1$load;
        lanes$0$load_2 = stage_2$load;
        lanes$0$load_3 = stage_3$load;
        lanes$0$x = words$parts$0;
        lanes$0$shift = shift;
        lanes$0$relu = relu;
        lanes$0$is_null = 1'b0;
        codes$parts$0 = lanes$0$code;
        flags$parts$0 = lanes$0$clipped;
        lanes$1$load_1 = stage_1$load;
        lanes$1$load_2 = stage_2$load;
        lanes$1$load_3 = stage_3$load;
        lanes$1$x = words$parts$1;
        lanes$1$shift = shift;
        lanes$1$relu = relu;
        lanes$1$is_null = 1'b0;
        codes$parts$1 = lanes$1$code;
        flags$parts$1 = lanes$1$clipped;
        lanes$2$load_1 = stage_1$load;
        lanes$2$load_2 = stage_2$load;
        lanes$2$load_3 = stage_3$load;
        lanes$2$x = words$parts$2;
        lanes$2$shift = shift;
        lanes$2$relu = relu;
        lanes$2$is_null = 1'b0;
        codes$parts$2 = lanes$2$code;
        flags$parts$2 = lanes$2$clipped;
        lanes$3$load_1 = stage_1$load;
        lanes$3$load_2 = stage_2$load;
        lanes$3$load_3 = stage_3$load;
        lanes$3$x = words$parts$3;
        lanes$3$shift = shift;
        lanes$3$relu = relu;
        lanes$3$is_null = 1'b0;
        codes$parts$3 = lanes$3$code;
        flags$parts$3 = lanes$3$clipped;
        lanes$4$load_1 = stage_1$load;
        lanes$4$load_2 = stage_2$load;
        lanes$4$load_3 = stage_3$load;
        lanes$4$x = words$parts$4;
        lanes$4$shift = shift;
        lanes$4$relu = relu;
        lanes$4$is_null = 1'b0;
        codes$parts$4 = lanes$4$code;
        flags$parts$4 = lanes$4$clipped;
        lanes$5$load_1 = stage_1$load;
        lanes$5$load_2 = stage_2$load;
        lanes$5$load_3 = stage_3$load;
        lanes$5$x = words$parts$5;
        lanes$5$shift = shift;
        lanes$5$relu = relu;
        lanes$5$is_null = 1'b0;
        codes$parts$5 = lanes$5$code;
        flags$parts$5 = lanes$5$clipped;
        lanes$6$load_1 = stage_1$load;
        lanes$6$load_2 = stage_2$load;
        lanes$6$load_3 = stage_3$load;
        lanes$6$x = words$parts$6;
        lanes$6$shift = shift;
        lanes$6$relu = relu;
        lanes$6$is_null = 1'b0;
        codes$parts$6 = lanes$6$code;
        flags$parts$6 = lanes$6$clipped;
        lanes$7$load_1 = stage_1$load;
        lanes$7$load_2 = stage_2$load;
        lanes$7$load_3 = stage_3$load;
        lanes$7$x = words$parts$7;
        lanes$7$shift = shift;
        lanes$7$relu = relu;
        lanes$7$is_null = 1'b0;
        codes$parts$7 = lanes$7$code;
        flags$parts$7 = lanes$7$clipped;
        lanes$8$load_1 = stage_1$load;
        lanes$8$load_2 = stage_2$load;
        lanes$8$load_3 = stage_3$load;
        lanes$8$x = words$parts$8;
        lanes$8$shift = shift;
        lanes$8$relu = relu;
        lanes$8$is_null = 1'b0;
        codes$parts$8 = lanes$8$code;
        flags$parts$8 = lanes$8$clipped;
        lanes$9$load_1 = stage_1$load;
        lanes$9$load_2 = stage_2$load;
        lanes$9$load_3 = stage_3$load;
        lanes$9$x = words$parts$9;
        lanes$9$shift = shift;
        lanes$9$relu = relu;
        lanes$9$is_null = 1'b0;
        codes$parts$9 = lanes$9$code;
        flags$parts$9 = lanes$9$clipped;
        lanes$10$load_1 = stage_1$load;
        lanes$10$load_2 = stage_2$load;
        lanes$10$load_3 = stage_3$load;
        lanes$10$x = words$parts$10;
        lanes$10$shift = shift;
        lanes$10$relu = relu;
        lanes$10$is_null = 1'b0;
        codes$parts$10 = lanes$10$code;
        flags$parts$10 = lanes$10$clipped;
        lanes$11$load_1 = stage_1$load;
        lanes$11$load_2 = stage_2$load;
        lanes$11$load_3 = stage_3$load;
        lanes$11$x = words$parts$11;
        lanes$11$shift = shift;
        lanes$11$relu = relu;
        lanes$11$is_null = 1'b0;
        codes$parts$11 = lanes$11$code;
        flags$parts$11 = lanes$11$clipped;
        lanes$12$load_1 = stage_1$load;
        lanes$12$load_2 = stage_2$load;
        lanes$12$load_3 = stage_3$load;
        lanes$12$x = words$parts$12;
        lanes$12$shift = shift;
        lanes$12$relu = relu;
        lanes$12$is_null = 1'b0;
        codes$parts$12 = lanes$12$code;
        flags$parts$12 = lanes$12$clipped;
        lanes$13$load_1 = stage_1$load;
        lanes$13$load_2 = stage_2$load;
        lanes$13$load_3 = stage_3$load;
        lanes$13$x = words$parts$13;
        lanes$13$shift = shift;
        lanes$13$relu = relu;
        lanes$13$is_null = 1'b0;
        codes$parts$13 = lanes$13$code;
        flags$parts$13 = lanes$13$clipped;
        lanes$14$load_1 = stage_1$load;
        lanes$14$load_2 = stage_2$load;
        lanes$14$load_3 = stage_3$load;
        lanes$14$x = words$parts$14;
        lanes$14$shift = shift;
        lanes$14$relu = relu;
        lanes$14$is_null = 1'b0;
        codes$parts$14 = lanes$14$code;
        flags$parts$14 = lanes$14$clipped;
        lanes$15$load_1 = stage_1$load;
        lanes$15$load_2 = stage_2$load;
        lanes$15$load_3 = stage_3$load;
        lanes$15$x = words$parts$15;
        lanes$15$shift = shift;
        lanes$15$relu = relu;
        lanes$15$is_null = 1'b0;
        codes$parts$15 = lanes$15$code;
        flags$parts$15 = lanes$15$clipped;
        m_data = codes$whole;
        m_clipped = flags$whole;
        counter$events = flags$whole;
        counter$enable = stage_3$m_valid & m_ready;
        saturations = counter$count;
    end

endmodule

module wage_activate$codes(parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15,whole);

    // Module arguments
    input wire  [7:0] parts$0;
    input wire  [7:0] parts$1;
    input wire  [7:0] parts$2;
    input wire  [7:0] parts$3;
    input wire  [7:0] parts$4;
    input wire  [7:0] parts$5;
    input wire  [7:0] parts$6;
    input wire  [7:0] parts$7;
    input wire  [7:0] parts$8;
    input wire  [7:0] parts$9;
    input wire  [7:0] parts$10;
    input wire  [7:0] parts$11;
    input wire  [7:0] parts$12;
    input wire  [7:0] parts$13;
    input wire  [7:0] parts$14;
    input wire  [7:0] parts$15;
    output reg  [127:0] whole;

    // Update code (custom)
    always @(*) whole = {parts$15, parts$14, parts$13, parts$12, parts$11, parts$10, parts$9, parts$8, parts$7, parts$6, parts$5, parts$4, parts$3, parts$2, parts$1, parts$0};
endmodule

module wage_activate$counter(clock,reset,events,enable,count);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [15:0] events;
    input wire  enable;
    output reg  [31:0] count;

    // Stub signals
    reg  [15:0] flags$whole;
    wire  flags$parts$0;
    wire  flags$parts$1;
    wire  flags$parts$2;
    wire  flags$parts$3;
    wire  flags$parts$4;
    wire  flags$parts$5;
    wire  flags$parts$6;
    wire  flags$parts$7;
    wire  flags$parts$8;
    wire  flags$parts$9;
    wire  flags$parts$10;
    wire  flags$parts$11;
    wire  flags$parts$12;
    wire  flags$parts$13;
    wire  flags$parts$14;
    wire  flags$parts$15;
    reg  [7:0] ones$d;
    wire  [7:0] ones$q;
    reg  [31:0] total$d;
    wire  [31:0] total$q;
    reg  over$d;
    wire  over$q;

    // Local signals
    reg  [7:0] partial$0;
    reg  [7:0] partial$1;
    reg  [7:0] partial$2;
    reg  [7:0] partial$3;
    reg  [7:0] partial$4;
    reg  [7:0] partial$5;
    reg  [7:0] partial$6;
    reg  [7:0] partial$7;
    reg  [7:0] partial$8;
    reg  [7:0] partial$9;
    reg  [7:0] partial$10;
    reg  [7:0] partial$11;
    reg  [7:0] partial$12;
    reg  [7:0] partial$13;
    reg  [7:0] partial$14;
    reg  [7:0] partial$15;
    reg  [32:0] sum;

    // Sub module instances
    wage_activate$counter$flags flags(
        .whole(flags$whole),
        .parts$0(flags$parts$0),
        .parts$1(flags$parts$1),
        .parts$2(flags$parts$2),
        .parts$3(flags$parts$3),
        .parts$4(flags$parts$4),
        .parts$5(flags$parts$5),
        .parts$6(flags$parts$6),
        .parts$7(flags$parts$7),
        .parts$8(flags$parts$8),
        .parts$9(flags$parts$9),
        .parts$10(flags$parts$10),
        .parts$11(flags$parts$11),
        .parts$12(flags$parts$12),
        .parts$13(flags$parts$13),
        .parts$14(flags$parts$14),
        .parts$15(flags$parts$15)
    );
    wage_activate$counter$ones ones(
        .d(ones$d),
        .q(ones$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$total total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$over over(
        .d(over$d),
        .q(over$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        ones$d = ones$q;
        total$d = total$q;
        over$d = over$q;
        flags$whole = events;
        partial$0 = 32'h0;
        if (|flags$parts$0) begin
            partial$0 = 32'h1;
        end
        partial$1 = partial$0;
        if (|flags$parts$1) begin
            partial$1 = partial$0 + 32'h1;
        end
        partial$2 = partial$1;
        if (|flags$parts$2) begin
            partial$2 = partial$1 + 32'h1;
        end
        partial$3 = partial$2;
        if (|flags$parts$3) begin
            partial$3 = partial$2 + 32'h1;
        end
        partial$4 = partial$3;
        if (|flags$parts$4) begin
            partial$4 = partial$3 + 32'h1;
        end
        partial$5 = partial$4;
        if (|flags$parts$5) begin
            partial$5 = partial$4 + 32'h1;
        end
        partial$6 = partial$5;
        if (|flags$parts$6) begin
            partial$6 = partial$5 + 32'h1;
        end
        partial$7 = partial$6;
        if (|flags$parts$7) begin
            partial$7 = partial$6 + 32'h1;
        end
        partial$8 = partial$7;
        if (|flags$parts$8) begin
            partial$8 = partial$7 + 32'h1;
        end
        partial$9 = partial$8;
        if (|flags$parts$9) begin
            partial$9 = partial$8 + 32'h1;
        end
        partial$10 = partial$9;
        if (|flags$parts$10) begin
            partial$10 = partial$9 + 32'h1;
        end
        partial$11 = partial$10;
        if (|flags$parts$11) begin
            partial$11 = partial$10 + 32'h1;
        end
        partial$12 = partial$11;
        if (|flags$parts$12) begin
            partial$12 = partial$11 + 32'h1;
        end
        partial$13 = partial$12;
        if (|flags$parts$13) begin
            partial$13 = partial$12 + 32'h1;
        end
        partial$14 = partial$13;
        if (|flags$parts$14) begin
            partial$14 = partial$13 + 32'h1;
        end
        partial$15 = partial$14;
        if (|flags$parts$15) begin
            partial$15 = partial$14 + 32'h1;
        end
        ones$d = 32'h0;
        if (enable) begin
            ones$d = partial$0;
            ones$d = partial$1;
            ones$d = partial$2;
            ones$d = partial$3;
            ones$d = partial$4;
            ones$d = partial$5;
            ones$d = partial$6;
            ones$d = partial$7;
            ones$d = partial$8;
            ones$d = partial$9;
            ones$d = partial$10;
            ones$d = partial$11;
            ones$d = partial$12;
            ones$d = partial$13;
            ones$d = partial$14;
            ones$d = partial$15;
        end
        sum = ((total$q) & 33'h1ffffffff) + ((ones$q) & 33'h1ffffffff);
        total$d = sum[(32'h0)+:(32)];
        if (sum[32'h20]) begin
            over$d = 1'b1;
        end
        count = total$q;
        if (over$q) begin
            count = 64'hffffffff;
        end
    end

endmodule

module wage_activate$counter$flags(whole,parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15);

    // Module arguments
    input wire  [15:0] whole;
    output reg  parts$0;
    output reg  parts$1;
    output reg  parts$2;
    output reg  parts$3;
    output reg  parts$4;
    output reg  parts$5;
    output reg  parts$6;
    output reg  parts$7;
    output reg  parts$8;
    output reg  parts$9;
    output reg  parts$10;
    output reg  parts$11;
    output reg  parts$12;
    output reg  parts$13;
    output reg  parts$14;
    output reg  parts$15;

    // Update code (custom)
    always @(*) parts$0 = whole[0:0];
    always @(*) parts$1 = whole[1:1];
    always @(*) parts$2 = whole[2:2];
    always @(*) parts$3 = whole[3:3];
    always @(*) parts$4 = whole[4:4];
    always @(*) parts$5 = whole[5:5];
    always @(*) parts$6 = whole[6:6];
    always @(*) parts$7 = whole[7:7];
    always @(*) parts$8 = whole[8:8];
    always @(*) parts$9 = whole[9:9];
    always @(*) parts$10 = whole[10:10];
    always @(*) parts$11 = whole[11:11];
    always @(*) parts$12 = whole[12:12];
    always @(*) parts$13 = whole[13:13];
    always @(*) parts$14 = whole[14:14];
    always @(*) parts$15 = whole[15:15];
endmodule

module wage_activate$counter$ones(d,q,clock,reset);

    // Module arguments
    input wire  [7:0] d;
    output reg  [7:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 8'h0;
       else q <= d;
    end
endmodule

module wage_activate$counter$over(d,q,clock,reset);

    // Module arguments
    input wire  d;
    output reg  q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 1'h0;
       else q <= d;
    end
endmodule

module wage_activate$counter$total(d,q,clock,reset);

    // Module arguments
    input wire  [31:0] d;
    output reg  [31:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 32'h0;
       else q <= d;
    end
endmodule

module wage_activate$flags(parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15,whole);

    // Module arguments
    input wire  parts$0;
    input wire  parts$1;
    input wire  parts$2;
    input wire  parts$3;
    input wire  parts$4;
    input wire  parts$5;
    input wire  parts$6;
    input wire  parts$7;
    input wire  parts$8;
    input wire  parts$9;
    input wire  parts$10;
    input wire  parts$11;
    input wire  parts$12;
    input wire  parts$13;
    input wire  parts$14;
    input wire  parts$15;
    output reg  [15:0] whole;

    // Update code (custom)
    always @(*) whole = {parts$15, parts$14, parts$13, parts$12, parts$11, parts$10, parts$9, parts$8, parts$7, parts$6, parts$5, parts$4, parts$3, parts$2, parts$1, parts$0};
endmodule

module wage_activate$lanes$0(clock,reset,load_1,load_2,load_3,x,shift,relu,is_null,code,clipped);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load_1;
    input wire  load_2;
    input wire  load_3;
    input wire  [31:0] x;
    input wire  [4:0] shift;
    input wire  relu;
    input wire  is_null;
    output reg  [7:0] code;
    output reg  clipped;

    // Constant declarations
    localparam  up = 64'h20;

    // Stub signals
    reg  magnitude$load;
    reg  [31:0] magnitude$x;
    wire  [31:0] magnitude$y;
    wire  magnitude$negative;
    reg  [6:0] low$d;
    wire  [6:0] low$q;
    reg  big$d;
    wire  big$q;
    reg  half$d;
    wire  half$q;
    reg  sticky$d;
    wire  sticky$q;
    reg  sign$d;
    wire  sign$q;
    reg  [7:0] result$d;
    wire  [7:0] result$q;
    reg  flag$d;
    wire  flag$q;

    // Local signals
    reg  [63:0] scaled;
    reg  [63:0] shifted;
    reg  [31:0] floor;
    reg  [7:0] rounded;
    reg  [7:0] limited;
    reg signed [7:0] positive_code;
    reg signed [7:0] negative_code;

    // Sub module instances
    wage_activate$lanes$0$magnitude magnitude(
        .clock(clock),
        .reset(reset),
        .load(magnitude$load),
        .x(magnitude$x),
        .y(magnitude$y),
        .negative(magnitude$negative)
    );
    wage_activate$lanes$0$low low(
        .d(low$d),
        .q(low$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$over big(
        .d(big$d),
        .q(big$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$over half(
        .d(half$d),
        .q(half$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$over sticky(
        .d(sticky$d),
        .q(sticky$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$over sign(
        .d(sign$d),
        .q(sign$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$ones result(
        .d(result$d),
        .q(result$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$over flag(
        .d(flag$d),
        .q(flag$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        low$d = low$q;
        big$d = big$q;
        half$d = half$q;
        sticky$d = sticky$q;
        sign$d = sign$q;
        result$d = result$q;
        flag$d = flag$q;
        magnitude$load = load_1;
        magnitude$x = x;
        scaled = ((magnitude$y) & 64'hffffffffffffffff) << up;
        shifted = scaled >> ((shift) & 64'hffffffffffffffff);
        floor = shifted[(32'h20)+:(32)];
        if (load_2) begin
            low$d = shifted[(32'h20)+:(7)];
            big$d = floor > 32'h7f;
            half$d = shifted[32'h1f];
            sticky$d = |shifted[(32'h0)+:(31)];
            sign$d = magnitude$negative;
        end
        rounded = ((low$q) & 8'hff);
        if (half$q & (sticky$q | low$q[32'h0])) begin
            rounded = ((low$q) & 8'hff) + 32'h1;
        end
        limited = rounded;
        if (big$q | rounded[32'h7]) begin
            limited = 32'h7f;
        end
        positive_code = $signed(limited);
        negative_code = -positive_code;
        if (load_3) begin
            result$d = limited;
            if (sign$q) begin
                result$d = $unsigned(negative_code);
                if (relu) begin
                    result$d = 32'h0;
                end
            end
            if (is_null) begin
                result$d = 32'h0;
            end
            flag$d = 32'h0;
            if (big$q | ((low$q == 32'h7f) & (half$q | sticky$q))) begin
                flag$d = 32'h1;
            end
        end
        code = result$q;
        clipped = flag$q;
    end

endmodule

module wage_activate$lanes$0$low(d,q,clock,reset);

    // Module arguments
    input wire  [6:0] d;
    output reg  [6:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 7'h0;
       else q <= d;
    end
endmodule

module wage_activate$lanes$0$magnitude(clock,reset,load,x,y,negative);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load;
    input wire  [31:0] x;
    output reg  [31:0] y;
    output reg  negative;

    // Stub signals
    reg  [31:0] value$d;
    wire  [31:0] value$q;
    reg  sign$d;
    wire  sign$q;

    // Local signals
    reg signed [31:0] number;
    reg signed [31:0] negated;

    // Sub module instances
    wage_activate$counter$total value(
        .d(value$d),
        .q(value$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$over sign(
        .d(sign$d),
        .q(sign$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        value$d = value$q;
        sign$d = sign$q;
        number = $signed(x);
        negated = -number;
        if (load) begin
            sign$d = x[32'h1f];
            value$d = x;
            if (x[32'h1f]) begin
                value$d = $unsigned(negated);
            end
        end
        y = value$q;
        negative = sign$q;
    end

endmodule

module wage_activate$stage_1(clock,reset,s_valid,s_ready,s_last,m_valid,m_ready,m_last,load);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire  s_last;
    output reg  m_valid;
    input wire  m_ready;
    output reg  m_last;
    output reg  load;

    // Stub signals
    reg  valid$d;
    wire  valid$q;
    reg  last$d;
    wire  last$q;

    // Local signals
    reg  open;
    reg  take;

    // Sub module instances
    wage_activate$counter$over valid(
        .d(valid$d),
        .q(valid$q),
        .clock(clock),
        .reset(reset)
    );
    wage_activate$counter$over last(
        .d(last$d),
        .q(last$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        valid$d = valid$q;
        last$d = last$q;
        open = ~valid$q | m_ready;
        take = open & s_valid;
        if (open) begin
            valid$d = s_valid;
        end
        if (take) begin
            last$d = s_last;
        end
        s_ready = open;
        load = take;
        m_valid = valid$q;
        m_last = last$q;
    end

endmodule

module wage_activate$words(whole,parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15);

    // Module arguments
    input wire  [511:0] whole;
    output reg  [31:0] parts$0;
    output reg  [31:0] parts$1;
    output reg  [31:0] parts$2;
    output reg  [31:0] parts$3;
    output reg  [31:0] parts$4;
    output reg  [31:0] parts$5;
    output reg  [31:0] parts$6;
    output reg  [31:0] parts$7;
    output reg  [31:0] parts$8;
    output reg  [31:0] parts$9;
    output reg  [31:0] parts$10;
    output reg  [31:0] parts$11;
    output reg  [31:0] parts$12;
    output reg  [31:0] parts$13;
    output reg  [31:0] parts$14;
    output reg  [31:0] parts$15;

    // Update code (custom)
    always @(*) parts$0 = whole[31:0];
    always @(*) parts$1 = whole[63:32];
    always @(*) parts$2 = whole[95:64];
    always @(*) parts$3 = whole[127:96];
    always @(*) parts$4 = whole[159:128];
    always @(*) parts$5 = whole[191:160];
    always @(*) parts$6 = whole[223:192];
    always @(*) parts$7 = whole[255:224];
    always @(*) parts$8 = whole[287:256];
    always @(*) parts$9 = whole[319:288];
    always @(*) parts$10 = whole[351:320];
    always @(*) parts$11 = whole[383:352];
    always @(*) parts$12 = whole[415:384];
    always @(*) parts$13 = whole[447:416];
    always @(*) parts$14 = whole[479:448];
    always @(*) parts$15 = whole[511:480];
endmodule
