// wage_update: generated from the Rust-HDL module of this name; do not edit.
// Regenerate: signum generate

module wage_update(clock,reset,exponent,is_null,rate_log2,s_valid,s_ready,s_w,s_g,s_random,s_last,m_valid,m_ready,m_w,m_last,saturations);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [4:0] exponent;
    input wire  is_null;
    input wire  [3:0] rate_log2;
    input wire  s_valid;
    output reg  s_ready;
    input wire  [127:0] s_w;
    input wire  [511:0] s_g;
    input wire  [255:0] s_random;
    input wire  s_last;
    output reg  m_valid;
    input wire  m_ready;
    output reg  [127:0] m_w;
    output reg  m_last;
    output reg  [31:0] saturations;

    // Constant declarations
    localparam  eight = 6'b1000;

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
    reg  stage_4$s_valid;
    wire  stage_4$s_ready;
    reg  stage_4$s_last;
    wire  stage_4$m_valid;
    reg  stage_4$m_ready;
    wire  stage_4$m_last;
    wire  stage_4$load;
    reg  stage_5$s_valid;
    wire  stage_5$s_ready;
    reg  stage_5$s_last;
    wire  stage_5$m_valid;
    reg  stage_5$m_ready;
    wire  stage_5$m_last;
    wire  stage_5$load;
    reg  [127:0] weights$whole;
    wire  [7:0] weights$parts$0;
    wire  [7:0] weights$parts$1;
    wire  [7:0] weights$parts$2;
    wire  [7:0] weights$parts$3;
    wire  [7:0] weights$parts$4;
    wire  [7:0] weights$parts$5;
    wire  [7:0] weights$parts$6;
    wire  [7:0] weights$parts$7;
    wire  [7:0] weights$parts$8;
    wire  [7:0] weights$parts$9;
    wire  [7:0] weights$parts$10;
    wire  [7:0] weights$parts$11;
    wire  [7:0] weights$parts$12;
    wire  [7:0] weights$parts$13;
    wire  [7:0] weights$parts$14;
    wire  [7:0] weights$parts$15;
    reg  [511:0] gradients$whole;
    wire  [31:0] gradients$parts$0;
    wire  [31:0] gradients$parts$1;
    wire  [31:0] gradients$parts$2;
    wire  [31:0] gradients$parts$3;
    wire  [31:0] gradients$parts$4;
    wire  [31:0] gradients$parts$5;
    wire  [31:0] gradients$parts$6;
    wire  [31:0] gradients$parts$7;
    wire  [31:0] gradients$parts$8;
    wire  [31:0] gradients$parts$9;
    wire  [31:0] gradients$parts$10;
    wire  [31:0] gradients$parts$11;
    wire  [31:0] gradients$parts$12;
    wire  [31:0] gradients$parts$13;
    wire  [31:0] gradients$parts$14;
    wire  [31:0] gradients$parts$15;
    reg  [255:0] numbers$whole;
    wire  [15:0] numbers$parts$0;
    wire  [15:0] numbers$parts$1;
    wire  [15:0] numbers$parts$2;
    wire  [15:0] numbers$parts$3;
    wire  [15:0] numbers$parts$4;
    wire  [15:0] numbers$parts$5;
    wire  [15:0] numbers$parts$6;
    wire  [15:0] numbers$parts$7;
    wire  [15:0] numbers$parts$8;
    wire  [15:0] numbers$parts$9;
    wire  [15:0] numbers$parts$10;
    wire  [15:0] numbers$parts$11;
    wire  [15:0] numbers$parts$12;
    wire  [15:0] numbers$parts$13;
    wire  [15:0] numbers$parts$14;
    wire  [15:0] numbers$parts$15;
    reg  lanes$0$load_1;
    reg  lanes$0$load_2;
    reg  lanes$0$load_3;
    reg  lanes$0$load_4;
    reg  lanes$0$load_5;
    reg  [5:0] lanes$0$shift;
    reg  lanes$0$is_null;
    reg  [7:0] lanes$0$w;
    reg  [31:0] lanes$0$g;
    reg  [15:0] lanes$0$random;
    wire  [7:0] lanes$0$updated;
    wire  lanes$0$cut;
    reg  lanes$1$load_1;
    reg  lanes$1$load_2;
    reg  lanes$1$load_3;
    reg  lanes$1$load_4;
    reg  lanes$1$load_5;
    reg  [5:0] lanes$1$shift;
    reg  lanes$1$is_null;
    reg  [7:0] lanes$1$w;
    reg  [31:0] lanes$1$g;
    reg  [15:0] lanes$1$random;
    wire  [7:0] lanes$1$updated;
    wire  lanes$1$cut;
    reg  lanes$2$load_1;
    reg  lanes$2$load_2;
    reg  lanes$2$load_3;
    reg  lanes$2$load_4;
    reg  lanes$2$load_5;
    reg  [5:0] lanes$2$shift;
    reg  lanes$2$is_null;
    reg  [7:0] lanes$2$w;
    reg  [31:0] lanes$2$g;
    reg  [15:0] lanes$2$random;
    wire  [7:0] lanes$2$updated;
    wire  lanes$2$cut;
    reg  lanes$3$load_1;
    reg  lanes$3$load_2;
    reg  lanes$3$load_3;
    reg  lanes$3$load_4;
    reg  lanes$3$load_5;
    reg  [5:0] lanes$3$shift;
    reg  lanes$3$is_null;
    reg  [7:0] lanes$3$w;
    reg  [31:0] lanes$3$g;
    reg  [15:0] lanes$3$random;
    wire  [7:0] lanes$3$updated;
    wire  lanes$3$cut;
    reg  lanes$4$load_1;
    reg  lanes$4$load_2;
    reg  lanes$4$load_3;
    reg  lanes$4$load_4;
    reg  lanes$4$load_5;
    reg  [5:0] lanes$4$shift;
    reg  lanes$4$is_null;
    reg  [7:0] lanes$4$w;
    reg  [31:0] lanes$4$g;
    reg  [15:0] lanes$4$random;
    wire  [7:0] lanes$4$updated;
    wire  lanes$4$cut;
    reg  lanes$5$load_1;
    reg  lanes$5$load_2;
    reg  lanes$5$load_3;
    reg  lanes$5$load_4;
    reg  lanes$5$load_5;
    reg  [5:0] lanes$5$shift;
    reg  lanes$5$is_null;
    reg  [7:0] lanes$5$w;
    reg  [31:0] lanes$5$g;
    reg  [15:0] lanes$5$random;
    wire  [7:0] lanes$5$updated;
    wire  lanes$5$cut;
    reg  lanes$6$load_1;
    reg  lanes$6$load_2;
    reg  lanes$6$load_3;
    reg  lanes$6$load_4;
    reg  lanes$6$load_5;
    reg  [5:0] lanes$6$shift;
    reg  lanes$6$is_null;
    reg  [7:0] lanes$6$w;
    reg  [31:0] lanes$6$g;
    reg  [15:0] lanes$6$random;
    wire  [7:0] lanes$6$updated;
    wire  lanes$6$cut;
    reg  lanes$7$load_1;
    reg  lanes$7$load_2;
    reg  lanes$7$load_3;
    reg  lanes$7$load_4;
    reg  lanes$7$load_5;
    reg  [5:0] lanes$7$shift;
    reg  lanes$7$is_null;
    reg  [7:0] lanes$7$w;
    reg  [31:0] lanes$7$g;
    reg  [15:0] lanes$7$random;
    wire  [7:0] lanes$7$updated;
    wire  lanes$7$cut;
    reg  lanes$8$load_1;
    reg  lanes$8$load_2;
    reg  lanes$8$load_3;
    reg  lanes$8$load_4;
    reg  lanes$8$load_5;
    reg  [5:0] lanes$8$shift;
    reg  lanes$8$is_null;
    reg  [7:0] lanes$8$w;
    reg  [31:0] lanes$8$g;
    reg  [15:0] lanes$8$random;
    wire  [7:0] lanes$8$updated;
    wire  lanes$8$cut;
    reg  lanes$9$load_1;
    reg  lanes$9$load_2;
    reg  lanes$9$load_3;
    reg  lanes$9$load_4;
    reg  lanes$9$load_5;
    reg  [5:0] lanes$9$shift;
    reg  lanes$9$is_null;
    reg  [7:0] lanes$9$w;
    reg  [31:0] lanes$9$g;
    reg  [15:0] lanes$9$random;
    wire  [7:0] lanes$9$updated;
    wire  lanes$9$cut;
    reg  lanes$10$load_1;
    reg  lanes$10$load_2;
    reg  lanes$10$load_3;
    reg  lanes$10$load_4;
    reg  lanes$10$load_5;
    reg  [5:0] lanes$10$shift;
    reg  lanes$10$is_null;
    reg  [7:0] lanes$10$w;
    reg  [31:0] lanes$10$g;
    reg  [15:0] lanes$10$random;
    wire  [7:0] lanes$10$updated;
    wire  lanes$10$cut;
    reg  lanes$11$load_1;
    reg  lanes$11$load_2;
    reg  lanes$11$load_3;
    reg  lanes$11$load_4;
    reg  lanes$11$load_5;
    reg  [5:0] lanes$11$shift;
    reg  lanes$11$is_null;
    reg  [7:0] lanes$11$w;
    reg  [31:0] lanes$11$g;
    reg  [15:0] lanes$11$random;
    wire  [7:0] lanes$11$updated;
    wire  lanes$11$cut;
    reg  lanes$12$load_1;
    reg  lanes$12$load_2;
    reg  lanes$12$load_3;
    reg  lanes$12$load_4;
    reg  lanes$12$load_5;
    reg  [5:0] lanes$12$shift;
    reg  lanes$12$is_null;
    reg  [7:0] lanes$12$w;
    reg  [31:0] lanes$12$g;
    reg  [15:0] lanes$12$random;
    wire  [7:0] lanes$12$updated;
    wire  lanes$12$cut;
    reg  lanes$13$load_1;
    reg  lanes$13$load_2;
    reg  lanes$13$load_3;
    reg  lanes$13$load_4;
    reg  lanes$13$load_5;
    reg  [5:0] lanes$13$shift;
    reg  lanes$13$is_null;
    reg  [7:0] lanes$13$w;
    reg  [31:0] lanes$13$g;
    reg  [15:0] lanes$13$random;
    wire  [7:0] lanes$13$updated;
    wire  lanes$13$cut;
    reg  lanes$14$load_1;
    reg  lanes$14$load_2;
    reg  lanes$14$load_3;
    reg  lanes$14$load_4;
    reg  lanes$14$load_5;
    reg  [5:0] lanes$14$shift;
    reg  lanes$14$is_null;
    reg  [7:0] lanes$14$w;
    reg  [31:0] lanes$14$g;
    reg  [15:0] lanes$14$random;
    wire  [7:0] lanes$14$updated;
    wire  lanes$14$cut;
    reg  lanes$15$load_1;
    reg  lanes$15$load_2;
    reg  lanes$15$load_3;
    reg  lanes$15$load_4;
    reg  lanes$15$load_5;
    reg  [5:0] lanes$15$shift;
    reg  lanes$15$is_null;
    reg  [7:0] lanes$15$w;
    reg  [31:0] lanes$15$g;
    reg  [15:0] lanes$15$random;
    wire  [7:0] lanes$15$updated;
    wire  lanes$15$cut;
    reg  [7:0] results$parts$0;
    reg  [7:0] results$parts$1;
    reg  [7:0] results$parts$2;
    reg  [7:0] results$parts$3;
    reg  [7:0] results$parts$4;
    reg  [7:0] results$parts$5;
    reg  [7:0] results$parts$6;
    reg  [7:0] results$parts$7;
    reg  [7:0] results$parts$8;
    reg  [7:0] results$parts$9;
    reg  [7:0] results$parts$10;
    reg  [7:0] results$parts$11;
    reg  [7:0] results$parts$12;
    reg  [7:0] results$parts$13;
    reg  [7:0] results$parts$14;
    reg  [7:0] results$parts$15;
    wire  [127:0] results$whole;
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

    // Local signals
    reg signed [3:0] rate;
    reg signed [5:0] rate_wide;
    reg  [5:0] rate_bits;
    reg  [5:0] raised;
    reg  [5:0] shift;

    // Sub module instances
    wage_update$stage_1 stage_1(
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
    wage_update$stage_1 stage_2(
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
    wage_update$stage_1 stage_3(
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
    wage_update$stage_1 stage_4(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_4$s_valid),
        .s_ready(stage_4$s_ready),
        .s_last(stage_4$s_last),
        .m_valid(stage_4$m_valid),
        .m_ready(stage_4$m_ready),
        .m_last(stage_4$m_last),
        .load(stage_4$load)
    );
    wage_update$stage_1 stage_5(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_5$s_valid),
        .s_ready(stage_5$s_ready),
        .s_last(stage_5$s_last),
        .m_valid(stage_5$m_valid),
        .m_ready(stage_5$m_ready),
        .m_last(stage_5$m_last),
        .load(stage_5$load)
    );
    wage_update$weights weights(
        .whole(weights$whole),
        .parts$0(weights$parts$0),
        .parts$1(weights$parts$1),
        .parts$2(weights$parts$2),
        .parts$3(weights$parts$3),
        .parts$4(weights$parts$4),
        .parts$5(weights$parts$5),
        .parts$6(weights$parts$6),
        .parts$7(weights$parts$7),
        .parts$8(weights$parts$8),
        .parts$9(weights$parts$9),
        .parts$10(weights$parts$10),
        .parts$11(weights$parts$11),
        .parts$12(weights$parts$12),
        .parts$13(weights$parts$13),
        .parts$14(weights$parts$14),
        .parts$15(weights$parts$15)
    );
    wage_update$gradients gradients(
        .whole(gradients$whole),
        .parts$0(gradients$parts$0),
        .parts$1(gradients$parts$1),
        .parts$2(gradients$parts$2),
        .parts$3(gradients$parts$3),
        .parts$4(gradients$parts$4),
        .parts$5(gradients$parts$5),
        .parts$6(gradients$parts$6),
        .parts$7(gradients$parts$7),
        .parts$8(gradients$parts$8),
        .parts$9(gradients$parts$9),
        .parts$10(gradients$parts$10),
        .parts$11(gradients$parts$11),
        .parts$12(gradients$parts$12),
        .parts$13(gradients$parts$13),
        .parts$14(gradients$parts$14),
        .parts$15(gradients$parts$15)
    );
    wage_update$numbers numbers(
        .whole(numbers$whole),
        .parts$0(numbers$parts$0),
        .parts$1(numbers$parts$1),
        .parts$2(numbers$parts$2),
        .parts$3(numbers$parts$3),
        .parts$4(numbers$parts$4),
        .parts$5(numbers$parts$5),
        .parts$6(numbers$parts$6),
        .parts$7(numbers$parts$7),
        .parts$8(numbers$parts$8),
        .parts$9(numbers$parts$9),
        .parts$10(numbers$parts$10),
        .parts$11(numbers$parts$11),
        .parts$12(numbers$parts$12),
        .parts$13(numbers$parts$13),
        .parts$14(numbers$parts$14),
        .parts$15(numbers$parts$15)
    );
    wage_update$lanes$0 lanes$0(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$0$load_1),
        .load_2(lanes$0$load_2),
        .load_3(lanes$0$load_3),
        .load_4(lanes$0$load_4),
        .load_5(lanes$0$load_5),
        .shift(lanes$0$shift),
        .is_null(lanes$0$is_null),
        .w(lanes$0$w),
        .g(lanes$0$g),
        .random(lanes$0$random),
        .updated(lanes$0$updated),
        .cut(lanes$0$cut)
    );
    wage_update$lanes$0 lanes$1(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$1$load_1),
        .load_2(lanes$1$load_2),
        .load_3(lanes$1$load_3),
        .load_4(lanes$1$load_4),
        .load_5(lanes$1$load_5),
        .shift(lanes$1$shift),
        .is_null(lanes$1$is_null),
        .w(lanes$1$w),
        .g(lanes$1$g),
        .random(lanes$1$random),
        .updated(lanes$1$updated),
        .cut(lanes$1$cut)
    );
    wage_update$lanes$0 lanes$2(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$2$load_1),
        .load_2(lanes$2$load_2),
        .load_3(lanes$2$load_3),
        .load_4(lanes$2$load_4),
        .load_5(lanes$2$load_5),
        .shift(lanes$2$shift),
        .is_null(lanes$2$is_null),
        .w(lanes$2$w),
        .g(lanes$2$g),
        .random(lanes$2$random),
        .updated(lanes$2$updated),
        .cut(lanes$2$cut)
    );
    wage_update$lanes$0 lanes$3(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$3$load_1),
        .load_2(lanes$3$load_2),
        .load_3(lanes$3$load_3),
        .load_4(lanes$3$load_4),
        .load_5(lanes$3$load_5),
        .shift(lanes$3$shift),
        .is_null(lanes$3$is_null),
        .w(lanes$3$w),
        .g(lanes$3$g),
        .random(lanes$3$random),
        .updated(lanes$3$updated),
        .cut(lanes$3$cut)
    );
    wage_update$lanes$0 lanes$4(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$4$load_1),
        .load_2(lanes$4$load_2),
        .load_3(lanes$4$load_3),
        .load_4(lanes$4$load_4),
        .load_5(lanes$4$load_5),
        .shift(lanes$4$shift),
        .is_null(lanes$4$is_null),
        .w(lanes$4$w),
        .g(lanes$4$g),
        .random(lanes$4$random),
        .updated(lanes$4$updated),
        .cut(lanes$4$cut)
    );
    wage_update$lanes$0 lanes$5(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$5$load_1),
        .load_2(lanes$5$load_2),
        .load_3(lanes$5$load_3),
        .load_4(lanes$5$load_4),
        .load_5(lanes$5$load_5),
        .shift(lanes$5$shift),
        .is_null(lanes$5$is_null),
        .w(lanes$5$w),
        .g(lanes$5$g),
        .random(lanes$5$random),
        .updated(lanes$5$updated),
        .cut(lanes$5$cut)
    );
    wage_update$lanes$0 lanes$6(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$6$load_1),
        .load_2(lanes$6$load_2),
        .load_3(lanes$6$load_3),
        .load_4(lanes$6$load_4),
        .load_5(lanes$6$load_5),
        .shift(lanes$6$shift),
        .is_null(lanes$6$is_null),
        .w(lanes$6$w),
        .g(lanes$6$g),
        .random(lanes$6$random),
        .updated(lanes$6$updated),
        .cut(lanes$6$cut)
    );
    wage_update$lanes$0 lanes$7(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$7$load_1),
        .load_2(lanes$7$load_2),
        .load_3(lanes$7$load_3),
        .load_4(lanes$7$load_4),
        .load_5(lanes$7$load_5),
        .shift(lanes$7$shift),
        .is_null(lanes$7$is_null),
        .w(lanes$7$w),
        .g(lanes$7$g),
        .random(lanes$7$random),
        .updated(lanes$7$updated),
        .cut(lanes$7$cut)
    );
    wage_update$lanes$0 lanes$8(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$8$load_1),
        .load_2(lanes$8$load_2),
        .load_3(lanes$8$load_3),
        .load_4(lanes$8$load_4),
        .load_5(lanes$8$load_5),
        .shift(lanes$8$shift),
        .is_null(lanes$8$is_null),
        .w(lanes$8$w),
        .g(lanes$8$g),
        .random(lanes$8$random),
        .updated(lanes$8$updated),
        .cut(lanes$8$cut)
    );
    wage_update$lanes$0 lanes$9(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$9$load_1),
        .load_2(lanes$9$load_2),
        .load_3(lanes$9$load_3),
        .load_4(lanes$9$load_4),
        .load_5(lanes$9$load_5),
        .shift(lanes$9$shift),
        .is_null(lanes$9$is_null),
        .w(lanes$9$w),
        .g(lanes$9$g),
        .random(lanes$9$random),
        .updated(lanes$9$updated),
        .cut(lanes$9$cut)
    );
    wage_update$lanes$0 lanes$10(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$10$load_1),
        .load_2(lanes$10$load_2),
        .load_3(lanes$10$load_3),
        .load_4(lanes$10$load_4),
        .load_5(lanes$10$load_5),
        .shift(lanes$10$shift),
        .is_null(lanes$10$is_null),
        .w(lanes$10$w),
        .g(lanes$10$g),
        .random(lanes$10$random),
        .updated(lanes$10$updated),
        .cut(lanes$10$cut)
    );
    wage_update$lanes$0 lanes$11(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$11$load_1),
        .load_2(lanes$11$load_2),
        .load_3(lanes$11$load_3),
        .load_4(lanes$11$load_4),
        .load_5(lanes$11$load_5),
        .shift(lanes$11$shift),
        .is_null(lanes$11$is_null),
        .w(lanes$11$w),
        .g(lanes$11$g),
        .random(lanes$11$random),
        .updated(lanes$11$updated),
        .cut(lanes$11$cut)
    );
    wage_update$lanes$0 lanes$12(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$12$load_1),
        .load_2(lanes$12$load_2),
        .load_3(lanes$12$load_3),
        .load_4(lanes$12$load_4),
        .load_5(lanes$12$load_5),
        .shift(lanes$12$shift),
        .is_null(lanes$12$is_null),
        .w(lanes$12$w),
        .g(lanes$12$g),
        .random(lanes$12$random),
        .updated(lanes$12$updated),
        .cut(lanes$12$cut)
    );
    wage_update$lanes$0 lanes$13(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$13$load_1),
        .load_2(lanes$13$load_2),
        .load_3(lanes$13$load_3),
        .load_4(lanes$13$load_4),
        .load_5(lanes$13$load_5),
        .shift(lanes$13$shift),
        .is_null(lanes$13$is_null),
        .w(lanes$13$w),
        .g(lanes$13$g),
        .random(lanes$13$random),
        .updated(lanes$13$updated),
        .cut(lanes$13$cut)
    );
    wage_update$lanes$0 lanes$14(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$14$load_1),
        .load_2(lanes$14$load_2),
        .load_3(lanes$14$load_3),
        .load_4(lanes$14$load_4),
        .load_5(lanes$14$load_5),
        .shift(lanes$14$shift),
        .is_null(lanes$14$is_null),
        .w(lanes$14$w),
        .g(lanes$14$g),
        .random(lanes$14$random),
        .updated(lanes$14$updated),
        .cut(lanes$14$cut)
    );
    wage_update$lanes$0 lanes$15(
        .clock(clock),
        .reset(reset),
        .load_1(lanes$15$load_1),
        .load_2(lanes$15$load_2),
        .load_3(lanes$15$load_3),
        .load_4(lanes$15$load_4),
        .load_5(lanes$15$load_5),
        .shift(lanes$15$shift),
        .is_null(lanes$15$is_null),
        .w(lanes$15$w),
        .g(lanes$15$g),
        .random(lanes$15$random),
        .updated(lanes$15$updated),
        .cut(lanes$15$cut)
    );
    wage_update$results results(
        .parts$0(results$parts$0),
        .parts$1(results$parts$1),
        .parts$2(results$parts$2),
        .parts$3(results$parts$3),
        .parts$4(results$parts$4),
        .parts$5(results$parts$5),
        .parts$6(results$parts$6),
        .parts$7(results$parts$7),
        .parts$8(results$parts$8),
        .parts$9(results$parts$9),
        .parts$10(results$parts$10),
        .parts$11(results$parts$11),
        .parts$12(results$parts$12),
        .parts$13(results$parts$13),
        .parts$14(results$parts$14),
        .parts$15(results$parts$15),
        .whole(results$whole)
    );
    wage_update$flags flags(
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
    wage_update$counter counter(
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
        stage_3$m_ready = stage_4$s_ready;
        stage_4$s_valid = stage_3$m_valid;
        stage_4$s_last = stage_3$m_last;
        stage_4$m_ready = stage_5$s_ready;
        stage_5$s_valid = stage_4$m_valid;
        stage_5$s_last = stage_4$m_last;
        stage_5$m_ready = m_ready;
        s_ready = stage_1$s_ready;
        m_valid = stage_5$m_valid;
        m_last = stage_5$m_last;
        rate = $signed(rate_log2);
        rate_wide = $signed(rate);
        rate_bits = $unsigned(rate_wide);
        raised = ((exponent) & 6'h3f) + eight;
        shift = raised - rate_bits;
        weights$whole = s_w;
        gradients$whole = s_g;
        numbers$whole = s_random;
        lanes$0$load_1 = stage_1$load;
        lanes$0$load_2 = stage_2$load;
        lanes$0$load_3 = stage_3$load;
        lanes$0$load_4 = stage_4$load;
        lanes$0$load_5 = stage_5$load;
        lanes$0$shift = shift;
        lanes$0$is_null = is_null;
        lanes$0$w = weights$parts$0;
        lanes$0$g = gradients$parts$0;
        lanes$0$random = numbers$parts$0;
        results$parts$0 = lanes$0$updated;
        flags$parts$0 = lanes$0$cut;
        lanes$1$load_1 = stage_1$load;
        lanes$1$load_2 = stage_2$load;
        lanes$1$load_3 = stage_3$load;
        lanes$1$load_4 = stage_4$load;
        lanes$1$load_5 = stage_5$load;
        lanes$1$shift = shift;
        lanes$1$is_null = is_null;
        lanes$1$w = weights$parts$1;
        lanes$1$g = gradients$parts$1;
        lanes$1$random = numbers$parts$1;
        results$parts$1 = lanes$1$updated;
        flags$parts$1 = lanes$1$cut;
        lanes$2$load_1 = stage_1$load;
        lanes$2$load_2 = stage_2$load;
        lanes$2$load_3 = stage_3$load;
        lanes$2$load_4 = stage_4$load;
        lanes$2$load_5 = stage_5$load;
        lanes$2$shift = shift;
        lanes$2$is_null = is_null;
        lanes$2$w = weights$parts$2;
        lanes$2$g = gradients$parts$2;
        lanes$2$random = numbers$parts$2;
        results$parts$2 = lanes$2$updated;
        flags$parts$2 = lanes$2$cut;
        lanes$3$load_1 = stage_1$load;
        lanes$3$load_2 = stage_2$load;
        lanes$3$load_3 = stage_3$load;
        lanes$3$load_4 = stage_4$load;
        lanes$3$load_5 = stage_5$load;
        lanes$3$shift = shift;
        lanes$3$is_null = is_null;
        lanes$3$w = weights$parts$3;
        lanes$3$g = gradients$parts$3;
        lanes$3$random = numbers$parts$3;
        results$parts$3 = lanes$3$updated;
        flags$parts$3 = lanes$3$cut;
        lanes$4$load_1 = stage_1$load;
        lanes$4$load_2 = stage_2$load;
        lanes$4$load_3 = stage_3$load;
        lanes$4$load_4 = stage_4$load;
        lanes$4$load_5 = stage_5$load;
        lanes$4$shift = shift;
        lanes$4$is_null = is_null;
        lanes$4$w = weights$parts$4;
        lanes$4$g = gradients$parts$4;
        lanes$4$random = numbers$parts$4;
        results$parts$4 = lanes$4$updated;
        flags$parts$4 = lanes$4$cut;
        lanes$5$load_1 = stage_1$load;
        lanes$5$load_2 = stage_2$load;
        lanes$5$load_3 = stage_3$load;
        lanes$5$load_4 = stage_4$load;
        lanes$5$load_5 = stage_5$load;
        lanes$5$shift = shift;
        lanes$5$is_null = is_null;
        lanes$5$w = weights$parts$5;
        lanes$5$g = gradients$parts$5;
        lanes$5$random = numbers$parts$5;
        results$parts$5 = lanes$5$updated;
        flags$parts$5 = lanes$5$cut;
        lanes$6$load_1 = stage_1$load;
        lanes$6$load_2 = stage_2$load;
        lanes$6$load_3 = stage_3$load;
        lanes$6$load_4 = stage_4$load;
        lanes$6$load_5 = stage_5$load;
        lanes$6$shift = shift;
        lanes$6$is_null = is_null;
        lanes$6$w = weights$parts$6;
        lanes$6$g = gradients$parts$6;
        lanes$6$random = numbers$parts$6;
        results$parts$6 = lanes$6$updated;
        flags$parts$6 = lanes$6$cut;
        lanes$7$load_1 = stage_1$load;
        lanes$7$load_2 = stage_2$load;
        lanes$7$load_3 = stage_3$load;
        lanes$7$load_4 = stage_4$load;
        lanes$7$load_5 = stage_5$load;
        lanes$7$shift = shift;
        lanes$7$is_null = is_null;
        lanes$7$w = weights$parts$7;
        lanes$7$g = gradients$parts$7;
        lanes$7$random = numbers$parts$7;
        results$parts$7 = lanes$7$updated;
        flags$parts$7 = lanes$7$cut;
        lanes$8$load_1 = stage_1$load;
        lanes$8$load_2 = stage_2$load;
        lanes$8$load_3 = stage_3$load;
        lanes$8$load_4 = stage_4$load;
        lanes$8$load_5 = stage_5$load;
        lanes$8$shift = shift;
        lanes$8$is_null = is_null;
        lanes$8$w = weights$parts$8;
        lanes$8$g = gradients$parts$8;
        lanes$8$random = numbers$parts$8;
        results$parts$8 = lanes$8$updated;
        flags$parts$8 = lanes$8$cut;
        lanes$9$load_1 = stage_1$load;
        lanes$9$load_2 = stage_2$load;
        lanes$9$load_3 = stage_3$load;
        lanes$9$load_4 = stage_4$load;
        lanes$9$load_5 = stage_5$load;
        lanes$9$shift = shift;
        lanes$9$is_null = is_null;
        lanes$9$w = weights$parts$9;
        lanes$9$g = gradients$parts$9;
        lanes$9$random = numbers$parts$9;
        results$parts$9 = lanes$9$updated;
        flags$parts$9 = lanes$9$cut;
        lanes$10$load_1 = stage_1$load;
        lanes$10$load_2 = stage_2$load;
        lanes$10$load_3 = stage_3$load;
        lanes$10$load_4 = stage_4$load;
        lanes$10$load_5 = stage_5$load;
        lanes$10$shift = shift;
        lanes$10$is_null = is_null;
        lanes$10$w = weights$parts$10;
        lanes$10$g = gradients$parts$10;
        lanes$10$random = numbers$parts$10;
        results$parts$10 = lanes$10$updated;
        flags$parts$10 = lanes$10$cut;
        lanes$11$load_1 = stage_1$load;
        lanes$11$load_2 = stage_2$load;
        lanes$11$load_3 = stage_3$load;
        lanes$11$load_4 = stage_4$load;
        lanes$11$load_5 = stage_5$load;
        lanes$11$shift = shift;
        lanes$11$is_null = is_null;
        lanes$11$w = weights$parts$11;
        lanes$11$g = gradients$parts$11;
        lanes$11$random = numbers$parts$11;
        results$parts$11 = lanes$11$updated;
        flags$parts$11 = lanes$11$cut;
        lanes$12$load_1 = stage_1$load;
        lanes$12$load_2 = stage_2$load;
        lanes$12$load_3 = stage_3$load;
        lanes$12$load_4 = stage_4$load;
        lanes$12$load_5 = stage_5$load;
        lanes$12$shift = shift;
        lanes$12$is_null = is_null;
        lanes$12$w = weights$parts$12;
        lanes$12$g = gradients$parts$12;
        lanes$12$random = numbers$parts$12;
        results$parts$12 = lanes$12$updated;
        flags$parts$12 = lanes$12$cut;
        lanes$13$load_1 = stage_1$load;
        lanes$13$load_2 = stage_2$load;
        lanes$13$load_3 = stage_3$load;
        lanes$13$load_4 = stage_4$load;
        lanes$13$load_5 = stage_5$load;
        lanes$13$shift = shift;
        lanes$13$is_null = is_null;
        lanes$13$w = weights$parts$13;
        lanes$13$g = gradients$parts$13;
        lanes$13$random = numbers$parts$13;
        results$parts$13 = lanes$13$updated;
        flags$parts$13 = lanes$13$cut;
        lanes$14$load_1 = stage_1$load;
        lanes$14$load_2 = stage_2$load;
        lanes$14$load_3 = stage_3$load;
        lanes$14$load_4 = stage_4$load;
        lanes$14$load_5 = stage_5$load;
        lanes$14$shift = shift;
        lanes$14$is_null = is_null;
        lanes$14$w = weights$parts$14;
        lanes$14$g = gradients$parts$14;
        lanes$14$random = numbers$parts$14;
        results$parts$14 = lanes$14$updated;
        flags$parts$14 = lanes$14$cut;
        lanes$15$load_1 = stage_1$load;
        lanes$15$load_2 = stage_2$load;
        lanes$15$load_3 = stage_3$load;
        lanes$15$load_4 = stage_4$load;
        lanes$15$load_5 = stage_5$load;
        lanes$15$shift = shift;
        lanes$15$is_null = is_null;
        lanes$15$w = weights$parts$15;
        lanes$15$g = gradients$parts$15;
        lanes$15$random = numbers$parts$15;
        results$parts$15 = lanes$15$updated;
        flags$parts$15 = lanes$15$cut;
        m_w = results$whole;
        counter$events = flags$whole;
        counter$enable = stage_5$m_valid & m_ready;
        saturations = counter$count;
    end

endmodule

module wage_update$counter(clock,reset,events,enable,count);

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
    wage_update$counter$flags flags(
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
    wage_update$counter$ones ones(
        .d(ones$d),
        .q(ones$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$total total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over over(
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

module wage_update$counter$flags(whole,parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15);

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

module wage_update$counter$ones(d,q,clock,reset);

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

module wage_update$counter$over(d,q,clock,reset);

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

module wage_update$counter$total(d,q,clock,reset);

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

module wage_update$flags(parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15,whole);

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

module wage_update$gradients(whole,parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15);

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

module wage_update$lanes$0(clock,reset,load_1,load_2,load_3,load_4,load_5,shift,is_null,w,g,random,updated,cut);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load_1;
    input wire  load_2;
    input wire  load_3;
    input wire  load_4;
    input wire  load_5;
    input wire  [5:0] shift;
    input wire  is_null;
    input wire  [7:0] w;
    input wire  [31:0] g;
    input wire  [15:0] random;
    output reg  [7:0] updated;
    output reg  cut;

    // Stub signals
    reg  size$load;
    reg  [31:0] size$x;
    wire  [31:0] size$y;
    wire  size$negative;
    reg  window$load;
    reg  window$load_2;
    reg  [31:0] window$m;
    reg  [5:0] window$shift;
    wire  [23:0] window$word;
    wire  window$big;
    wire  window$sticky;
    reg  [15:0] number_1$d;
    wire  [15:0] number_1$q;
    reg  negative_2$d;
    wire  negative_2$q;
    reg  negative$d;
    wire  negative$q;
    reg  lane$load_1;
    reg  lane$load_2;
    reg  lane$load_3;
    reg  lane$load_4;
    reg  lane$is_null;
    reg  [15:0] lane$number;
    reg  [23:0] lane$word;
    reg  lane$big;
    reg  lane$negative;
    reg  [7:0] lane$w;
    wire  [7:0] lane$updated;
    wire  lane$cut;
    reg  [7:0] w_1$d;
    wire  [7:0] w_1$q;
    reg  [7:0] w_2$d;
    wire  [7:0] w_2$q;
    reg  [7:0] w_3$d;
    wire  [7:0] w_3$q;
    reg  [7:0] w_4$d;
    wire  [7:0] w_4$q;

    // Sub module instances
    wage_update$lanes$0$size size(
        .clock(clock),
        .reset(reset),
        .load(size$load),
        .x(size$x),
        .y(size$y),
        .negative(size$negative)
    );
    wage_update$lanes$0$window window(
        .clock(clock),
        .reset(reset),
        .load(window$load),
        .load_2(window$load_2),
        .m(window$m),
        .shift(window$shift),
        .word(window$word),
        .big(window$big),
        .sticky(window$sticky)
    );
    wage_update$lanes$0$lane$number_1 number_1(
        .d(number_1$d),
        .q(number_1$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over negative_2(
        .d(negative_2$d),
        .q(negative_2$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over negative(
        .d(negative$d),
        .q(negative$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$lanes$0$lane lane(
        .clock(clock),
        .reset(reset),
        .load_1(lane$load_1),
        .load_2(lane$load_2),
        .load_3(lane$load_3),
        .load_4(lane$load_4),
        .is_null(lane$is_null),
        .number(lane$number),
        .word(lane$word),
        .big(lane$big),
        .negative(lane$negative),
        .w(lane$w),
        .updated(lane$updated),
        .cut(lane$cut)
    );
    wage_update$counter$ones w_1(
        .d(w_1$d),
        .q(w_1$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$ones w_2(
        .d(w_2$d),
        .q(w_2$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$ones w_3(
        .d(w_3$d),
        .q(w_3$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$ones w_4(
        .d(w_4$d),
        .q(w_4$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        number_1$d = number_1$q;
        negative_2$d = negative_2$q;
        negative$d = negative$q;
        w_1$d = w_1$q;
        w_2$d = w_2$q;
        w_3$d = w_3$q;
        w_4$d = w_4$q;
        size$load = load_1;
        size$x = g;
        if (load_1) begin
            w_1$d = w;
            number_1$d = random;
        end
        window$load = load_2;
        window$m = size$y;
        window$shift = shift;
        window$load_2 = load_3;
        if (load_2) begin
            negative_2$d = size$negative;
            w_2$d = w_1$q;
        end
        if (load_3) begin
            negative$d = negative_2$q;
            w_3$d = w_2$q;
        end
        if (load_4) begin
            w_4$d = w_3$q;
        end
        lane$load_1 = load_2;
        lane$load_2 = load_3;
        lane$load_3 = load_4;
        lane$load_4 = load_5;
        lane$is_null = is_null;
        lane$number = number_1$q;
        lane$word = window$word;
        lane$big = window$big;
        lane$negative = negative$q;
        lane$w = w_4$q;
        updated = lane$updated;
        cut = lane$cut;
    end

endmodule

module wage_update$lanes$0$lane(clock,reset,load_1,load_2,load_3,load_4,is_null,number,word,big,negative,w,updated,cut);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load_1;
    input wire  load_2;
    input wire  load_3;
    input wire  load_4;
    input wire  is_null;
    input wire  [15:0] number;
    input wire  [23:0] word;
    input wire  big;
    input wire  negative;
    input wire  [7:0] w;
    output reg  [7:0] updated;
    output reg  cut;

    // Constant declarations
    localparam signed [9:0] low = 10'b1111000000;
    localparam signed [9:0] high = 10'b1000000;

    // Stub signals
    reg  [15:0] number_1$d;
    wire  [15:0] number_1$q;
    reg  [15:0] number_2$d;
    wire  [15:0] number_2$q;
    reg  [7:0] step$d;
    wire  [7:0] step$q;
    reg  negative_3$d;
    wire  negative_3$q;
    reg  [7:0] result$d;
    wire  [7:0] result$q;
    reg  flag$d;
    wire  flag$q;

    // Local signals
    reg  [24:0] sum;
    reg signed [7:0] w_signed;
    reg signed [9:0] w_wide;
    reg  [9:0] step_bits;
    reg signed [9:0] step_wide;
    reg signed [9:0] moved;
    reg signed [9:0] limited;

    // Sub module instances
    wage_update$lanes$0$lane$number_1 number_1(
        .d(number_1$d),
        .q(number_1$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$lanes$0$lane$number_1 number_2(
        .d(number_2$d),
        .q(number_2$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$ones step(
        .d(step$d),
        .q(step$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over negative_3(
        .d(negative_3$d),
        .q(negative_3$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$ones result(
        .d(result$d),
        .q(result$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over flag(
        .d(flag$d),
        .q(flag$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        number_1$d = number_1$q;
        number_2$d = number_2$q;
        step$d = step$q;
        negative_3$d = negative_3$q;
        result$d = result$q;
        flag$d = flag$q;
        if (load_1) begin
            number_1$d = number;
        end
        if (load_2) begin
            number_2$d = number_1$q;
        end
        sum = 32'h0;
        if (load_3) begin
            sum = ((word) & 25'h1ffffff) + ((number_2$q) & 25'h1ffffff);
            step$d = sum[(32'h10)+:(8)];
            if (big | sum[32'h18]) begin
                step$d = 32'hff;
            end
            if (is_null) begin
                step$d = 32'h0;
            end
            negative_3$d = negative;
        end
        w_signed = $signed(w);
        w_wide = $signed(w_signed);
        step_bits = ((step$q) & 10'h3ff);
        step_wide = $signed(step_bits);
        moved = 32'h0;
        limited = 32'h0;
        if (load_4) begin
            moved = w_wide - step_wide;
            if (negative_3$q) begin
                moved = w_wide + step_wide;
            end
            limited = moved;
            flag$d = 32'h0;
            if (moved > high) begin
                limited = high;
                flag$d = 32'h1;
            end
            if (moved < low) begin
                limited = low;
                flag$d = 32'h1;
            end
            result$d = limited[(32'h0)+:(8)];
        end
        updated = result$q;
        cut = flag$q;
    end

endmodule

module wage_update$lanes$0$lane$number_1(d,q,clock,reset);

    // Module arguments
    input wire  [15:0] d;
    output reg  [15:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 16'h0;
       else q <= d;
    end
endmodule

module wage_update$lanes$0$size(clock,reset,load,x,y,negative);

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
    wage_update$counter$total value(
        .d(value$d),
        .q(value$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over sign(
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

module wage_update$lanes$0$window(clock,reset,load,load_2,m,shift,word,big,sticky);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load;
    input wire  load_2;
    input wire  [31:0] m;
    input wire  [5:0] shift;
    output reg  [23:0] word;
    output reg  big;
    output reg  sticky;

    // Constant declarations
    localparam  up = 56'h18;

    // Stub signals
    reg  [30:0] coarse$d;
    wire  [30:0] coarse$q;
    reg  coarse_above$d;
    wire  coarse_above$q;
    reg  coarse_below$d;
    wire  coarse_below$q;
    reg  [23:0] seen$d;
    wire  [23:0] seen$q;
    reg  above$d;
    wire  above$q;
    reg  below$d;
    wire  below$q;

    // Local signals
    reg  [55:0] at_32;
    reg  [38:0] at_16;
    reg  [30:0] at_8;
    reg  [26:0] at_4;
    reg  [24:0] at_2;
    reg  [23:0] at_1;
    reg  over_16;
    reg  over_8;
    reg  over_4;
    reg  over_2;
    reg  over_1;
    reg  under_32;
    reg  under_16;
    reg  under_8;
    reg  under_4;
    reg  under_2;
    reg  under_1;

    // Sub module instances
    wage_update$lanes$0$window$coarse coarse(
        .d(coarse$d),
        .q(coarse$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over coarse_above(
        .d(coarse_above$d),
        .q(coarse_above$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over coarse_below(
        .d(coarse_below$d),
        .q(coarse_below$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$lanes$0$window$seen seen(
        .d(seen$d),
        .q(seen$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over above(
        .d(above$d),
        .q(above$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over below(
        .d(below$d),
        .q(below$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        coarse$d = coarse$q;
        coarse_above$d = coarse_above$q;
        coarse_below$d = coarse_below$q;
        seen$d = seen$q;
        above$d = above$q;
        below$d = below$q;
        at_32 = 32'h0;
        at_16 = 32'h0;
        at_8 = 32'h0;
        at_4 = 32'h0;
        at_2 = 32'h0;
        at_1 = 32'h0;
        over_16 = 1'b0;
        over_8 = 1'b0;
        over_4 = 1'b0;
        over_2 = 1'b0;
        over_1 = 1'b0;
        under_32 = 1'b0;
        under_16 = 1'b0;
        under_8 = 1'b0;
        under_4 = 1'b0;
        under_2 = 1'b0;
        under_1 = 1'b0;
        if (load) begin
            at_32 = ((m) & 56'hffffffffffffff) << up;
            if (shift[32'h5]) begin
                at_32 = ((m[(32'h8)+:(24)]) & 56'hffffffffffffff);
                under_32 = |m[(32'h0)+:(8)];
            end
            at_16 = at_32[(32'h0)+:(39)];
            over_16 = |at_32[(32'h27)+:(17)];
            if (shift[32'h4]) begin
                at_16 = at_32[(32'h10)+:(39)];
                over_16 = at_32[32'h37];
                under_16 = |at_32[(32'h0)+:(16)];
            end
            at_8 = at_16[(32'h0)+:(31)];
            over_8 = |at_16[(32'h1f)+:(8)];
            if (shift[32'h3]) begin
                at_8 = at_16[(32'h8)+:(31)];
                over_8 = 1'b0;
                under_8 = |at_16[(32'h0)+:(8)];
            end
            coarse$d = at_8;
            coarse_above$d = over_16 | over_8;
            coarse_below$d = under_32 | under_16 | under_8;
        end
        if (load_2) begin
            at_4 = coarse$q[(32'h0)+:(27)];
            over_4 = |coarse$q[(32'h1b)+:(4)];
            if (shift[32'h2]) begin
                at_4 = coarse$q[(32'h4)+:(27)];
                over_4 = 1'b0;
                under_4 = |coarse$q[(32'h0)+:(4)];
            end
            at_2 = at_4[(32'h0)+:(25)];
            over_2 = |at_4[(32'h19)+:(2)];
            if (shift[32'h1]) begin
                at_2 = at_4[(32'h2)+:(25)];
                over_2 = 1'b0;
                under_2 = |at_4[(32'h0)+:(2)];
            end
            at_1 = at_2[(32'h0)+:(24)];
            over_1 = at_2[32'h18];
            if (shift[32'h0]) begin
                at_1 = at_2[(32'h1)+:(24)];
                over_1 = 1'b0;
                under_1 = at_2[32'h0];
            end
            seen$d = at_1;
            above$d = coarse_above$q | over_4 | over_2 | over_1;
            below$d = coarse_below$q | under_4 | under_2 | under_1;
        end
        word = seen$q;
        big = above$q;
        sticky = below$q;
    end

endmodule

module wage_update$lanes$0$window$coarse(d,q,clock,reset);

    // Module arguments
    input wire  [30:0] d;
    output reg  [30:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 31'h0;
       else q <= d;
    end
endmodule

module wage_update$lanes$0$window$seen(d,q,clock,reset);

    // Module arguments
    input wire  [23:0] d;
    output reg  [23:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 24'h0;
       else q <= d;
    end
endmodule

module wage_update$numbers(whole,parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15);

    // Module arguments
    input wire  [255:0] whole;
    output reg  [15:0] parts$0;
    output reg  [15:0] parts$1;
    output reg  [15:0] parts$2;
    output reg  [15:0] parts$3;
    output reg  [15:0] parts$4;
    output reg  [15:0] parts$5;
    output reg  [15:0] parts$6;
    output reg  [15:0] parts$7;
    output reg  [15:0] parts$8;
    output reg  [15:0] parts$9;
    output reg  [15:0] parts$10;
    output reg  [15:0] parts$11;
    output reg  [15:0] parts$12;
    output reg  [15:0] parts$13;
    output reg  [15:0] parts$14;
    output reg  [15:0] parts$15;

    // Update code (custom)
    always @(*) parts$0 = whole[15:0];
    always @(*) parts$1 = whole[31:16];
    always @(*) parts$2 = whole[47:32];
    always @(*) parts$3 = whole[63:48];
    always @(*) parts$4 = whole[79:64];
    always @(*) parts$5 = whole[95:80];
    always @(*) parts$6 = whole[111:96];
    always @(*) parts$7 = whole[127:112];
    always @(*) parts$8 = whole[143:128];
    always @(*) parts$9 = whole[159:144];
    always @(*) parts$10 = whole[175:160];
    always @(*) parts$11 = whole[191:176];
    always @(*) parts$12 = whole[207:192];
    always @(*) parts$13 = whole[223:208];
    always @(*) parts$14 = whole[239:224];
    always @(*) parts$15 = whole[255:240];
endmodule

module wage_update$results(parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15,whole);

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

module wage_update$stage_1(clock,reset,s_valid,s_ready,s_last,m_valid,m_ready,m_last,load);

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
    wage_update$counter$over valid(
        .d(valid$d),
        .q(valid$q),
        .clock(clock),
        .reset(reset)
    );
    wage_update$counter$over last(
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

module wage_update$weights(whole,parts$0,parts$1,parts$2,parts$3,parts$4,parts$5,parts$6,parts$7,parts$8,parts$9,parts$10,parts$11,parts$12,parts$13,parts$14,parts$15);

    // Module arguments
    input wire  [127:0] whole;
    output reg  [7:0] parts$0;
    output reg  [7:0] parts$1;
    output reg  [7:0] parts$2;
    output reg  [7:0] parts$3;
    output reg  [7:0] parts$4;
    output reg  [7:0] parts$5;
    output reg  [7:0] parts$6;
    output reg  [7:0] parts$7;
    output reg  [7:0] parts$8;
    output reg  [7:0] parts$9;
    output reg  [7:0] parts$10;
    output reg  [7:0] parts$11;
    output reg  [7:0] parts$12;
    output reg  [7:0] parts$13;
    output reg  [7:0] parts$14;
    output reg  [7:0] parts$15;

    // Update code (custom)
    always @(*) parts$0 = whole[7:0];
    always @(*) parts$1 = whole[15:8];
    always @(*) parts$2 = whole[23:16];
    always @(*) parts$3 = whole[31:24];
    always @(*) parts$4 = whole[39:32];
    always @(*) parts$5 = whole[47:40];
    always @(*) parts$6 = whole[55:48];
    always @(*) parts$7 = whole[63:56];
    always @(*) parts$8 = whole[71:64];
    always @(*) parts$9 = whole[79:72];
    always @(*) parts$10 = whole[87:80];
    always @(*) parts$11 = whole[95:88];
    always @(*) parts$12 = whole[103:96];
    always @(*) parts$13 = whole[111:104];
    always @(*) parts$14 = whole[119:112];
    always @(*) parts$15 = whole[127:120];
endmodule
