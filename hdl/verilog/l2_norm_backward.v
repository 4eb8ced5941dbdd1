// l2_norm_backward: generated from the Rust-HDL module of this name; do not edit.
// Regenerate: signum generate

module l2_norm_backward(clock,reset,s_valid,s_ready,s_data,s_dy,s_last,s_gamma,m_valid,m_ready,m_data,m_last,mu,scale,dgamma,dbeta,saturations,dropped);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire signed [15:0] s_data;
    input wire signed [7:0] s_dy;
    input wire  s_last;
    input wire signed [11:0] s_gamma;
    output reg  m_valid;
    input wire  m_ready;
    output reg signed [47:0] m_data;
    output reg  m_last;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg signed [41:0] dgamma;
    output reg signed [24:0] dbeta;
    output reg  [31:0] saturations;
    output reg  [31:0] dropped;

    // Stub signals
    reg  front$s_valid;
    wire  front$s_ready;
    reg signed [15:0] front$s_data;
    reg  front$s_last;
    reg  [11:0] front$s_tag;
    reg  front$released;
    reg  [10:0] front$again_address;
    wire signed [15:0] front$again;
    wire  front$accepted;
    wire  front$read_enable;
    wire  [10:0] front$read_address;
    wire  front$store;
    wire  [10:0] front$address;
    wire signed [15:0] front$sample;
    wire  front$sample_valid;
    wire  front$sample_last;
    wire signed [31:0] front$sample_mu;
    wire signed [24:0] front$sample_mu8;
    reg  front$complete;
    wire  front$start;
    reg  front$done;
    wire  front$held;
    wire  front$full;
    reg  front$taken;
    wire signed [31:0] front$mu;
    wire  [10:0] front$residue;
    wire  [10:0] front$samples;
    wire  [11:0] front$tag;
    wire  [31:0] front$dropped;
    reg signed [15:0] deviation$sample;
    reg  deviation$sample_valid;
    reg  deviation$sample_last;
    reg signed [24:0] deviation$mu8;
    reg  deviation$taken;
    wire  [31:0] deviation$low;
    wire  [31:0] deviation$high;
    wire  deviation$complete;
    reg  scale_of$start;
    reg  [31:0] scale_of$low;
    reg  [31:0] scale_of$high;
    reg  [10:0] scale_of$samples;
    wire  scale_of$done;
    wire  [30:0] scale_of$root;
    wire  scale_of$up;
    reg  slope_of$start;
    reg  [24:0] slope_of$mean;
    reg  [30:0] slope_of$normal;
    wire  slope_of$done;
    wire  [28:0] slope_of$slope;
    wire  slope_of$up;
    reg  projection$advance;
    reg signed [15:0] projection$sample;
    reg signed [7:0] projection$gradient;
    reg  [2:0] projection$flags;
    reg signed [24:0] projection$mu8;
    reg  [28:0] projection$slope;
    reg  projection$slope_negative;
    reg signed [26:0] projection$offset;
    reg  [5:0] projection$exponent;
    wire signed [31:0] projection$rest;
    wire  [2:0] projection$rest_flags;
    wire  projection$rest_first;
    reg signed [7:0] back$s_dy;
    reg  back$accepted;
    reg  back$store;
    reg  [10:0] back$address;
    reg  back$read_enable;
    reg  [10:0] back$read_address;
    reg signed [15:0] back$deviation_sample;
    reg  back$deviation_valid;
    reg  back$deviation_last;
    reg signed [24:0] back$deviation_mu8;
    reg  back$negative;
    reg  back$zero;
    reg  back$held;
    wire  back$released;
    wire  [10:0] back$again_address;
    reg signed [15:0] back$again;
    reg  back$full;
    wire  back$taken;
    reg  [30:0] back$root;
    reg  back$up;
    reg signed [31:0] back$s_mu;
    reg  [10:0] back$samples;
    reg  [11:0] back$tag;
    wire  back$start;
    wire  [24:0] back$mean;
    wire  back$mean_negative;
    wire signed [18:0] back$signs;
    wire  [30:0] back$divisor;
    reg  back$balanced;
    reg signed [43:0] back$balance;
    reg  back$slope_done;
    reg  [28:0] back$slope_magnitude;
    reg  back$slope_up;
    wire  back$advance;
    wire signed [15:0] back$sample;
    wire signed [7:0] back$gradient;
    wire  [2:0] back$flags;
    wire signed [31:0] back$sample_mu;
    wire signed [24:0] back$sample_mu8;
    wire  [28:0] back$slope;
    wire  back$slope_negative;
    wire signed [26:0] back$offset;
    wire  [5:0] back$exponent;
    reg signed [31:0] back$rest;
    reg  [2:0] back$rest_flags;
    reg  back$rest_first;
    wire  back$m_valid;
    reg  back$m_ready;
    wire signed [47:0] back$m_data;
    wire  back$m_last;
    wire signed [31:0] back$mu;
    wire  [30:0] back$scale;
    wire signed [41:0] back$dgamma;
    wire signed [24:0] back$dbeta;
    wire  [31:0] back$saturations;

    // Local signals
    reg  [11:0] gamma_bits;

    // Sub module instances
    l2_norm_backward$front front(
        .clock(clock),
        .reset(reset),
        .s_valid(front$s_valid),
        .s_ready(front$s_ready),
        .s_data(front$s_data),
        .s_last(front$s_last),
        .s_tag(front$s_tag),
        .released(front$released),
        .again_address(front$again_address),
        .again(front$again),
        .accepted(front$accepted),
        .read_enable(front$read_enable),
        .read_address(front$read_address),
        .store(front$store),
        .address(front$address),
        .sample(front$sample),
        .sample_valid(front$sample_valid),
        .sample_last(front$sample_last),
        .sample_mu(front$sample_mu),
        .sample_mu8(front$sample_mu8),
        .complete(front$complete),
        .start(front$start),
        .done(front$done),
        .held(front$held),
        .full(front$full),
        .taken(front$taken),
        .mu(front$mu),
        .residue(front$residue),
        .samples(front$samples),
        .tag(front$tag),
        .dropped(front$dropped)
    );
    l2_norm_backward$deviation deviation(
        .clock(clock),
        .reset(reset),
        .sample(deviation$sample),
        .sample_valid(deviation$sample_valid),
        .sample_last(deviation$sample_last),
        .mu8(deviation$mu8),
        .taken(deviation$taken),
        .low(deviation$low),
        .high(deviation$high),
        .complete(deviation$complete)
    );
    l2_norm_backward$scale_of scale_of(
        .clock(clock),
        .reset(reset),
        .start(scale_of$start),
        .low(scale_of$low),
        .high(scale_of$high),
        .samples(scale_of$samples),
        .done(scale_of$done),
        .root(scale_of$root),
        .up(scale_of$up)
    );
    l2_norm_backward$slope_of slope_of(
        .clock(clock),
        .reset(reset),
        .start(slope_of$start),
        .mean(slope_of$mean),
        .normal(slope_of$normal),
        .done(slope_of$done),
        .slope(slope_of$slope),
        .up(slope_of$up)
    );
    l2_norm_backward$projection projection(
        .clock(clock),
        .reset(reset),
        .advance(projection$advance),
        .sample(projection$sample),
        .gradient(projection$gradient),
        .flags(projection$flags),
        .mu8(projection$mu8),
        .slope(projection$slope),
        .slope_negative(projection$slope_negative),
        .offset(projection$offset),
        .exponent(projection$exponent),
        .rest(projection$rest),
        .rest_flags(projection$rest_flags),
        .rest_first(projection$rest_first)
    );
    l2_norm_backward$back back(
        .clock(clock),
        .reset(reset),
        .s_dy(back$s_dy),
        .accepted(back$accepted),
        .store(back$store),
        .address(back$address),
        .read_enable(back$read_enable),
        .read_address(back$read_address),
        .deviation_sample(back$deviation_sample),
        .deviation_valid(back$deviation_valid),
        .deviation_last(back$deviation_last),
        .deviation_mu8(back$deviation_mu8),
        .negative(back$negative),
        .zero(back$zero),
        .held(back$held),
        .released(back$released),
        .again_address(back$again_address),
        .again(back$again),
        .full(back$full),
        .taken(back$taken),
        .root(back$root),
        .up(back$up),
        .s_mu(back$s_mu),
        .samples(back$samples),
        .tag(back$tag),
        .start(back$start),
        .mean(back$mean),
        .mean_negative(back$mean_negative),
        .signs(back$signs),
        .divisor(back$divisor),
        .balanced(back$balanced),
        .balance(back$balance),
        .slope_done(back$slope_done),
        .slope_magnitude(back$slope_magnitude),
        .slope_up(back$slope_up),
        .advance(back$advance),
        .sample(back$sample),
        .gradient(back$gradient),
        .flags(back$flags),
        .sample_mu(back$sample_mu),
        .sample_mu8(back$sample_mu8),
        .slope(back$slope),
        .slope_negative(back$slope_negative),
        .offset(back$offset),
        .exponent(back$exponent),
        .rest(back$rest),
        .rest_flags(back$rest_flags),
        .rest_first(back$rest_first),
        .m_valid(back$m_valid),
        .m_ready(back$m_ready),
        .m_data(back$m_data),
        .m_last(back$m_last),
        .mu(back$mu),
        .scale(back$scale),
        .dgamma(back$dgamma),
        .dbeta(back$dbeta),
        .saturations(back$saturations)
    );

    // Update code
    always @(*) begin
        gamma_bits = $unsigned(s_gamma);
        front$s_valid = s_valid;
        s_ready = front$s_ready;
        front$s_data = s_data;
        front$s_last = s_last;
        front$s_tag = gamma_bits;
        front$released = back$released;
        front$taken = back$taken;
        dropped = front$dropped;
        back$s_dy = s_dy;
        back$accepted = front$accepted;
        back$store = front$store;
        back$address = front$address;
        front$again_address = back$again_address;
        back$again = front$again;
        back$read_enable = front$read_enable;
        back$read_address = front$read_address;
        back$deviation_sample = front$sample;
        back$deviation_valid = front$sample_valid;
        back$deviation_last = front$sample_last;
        back$deviation_mu8 = front$sample_mu8;
        back$held = front$held;
        back$full = front$full;
        back$s_mu = front$mu;
        back$samples = front$samples;
        back$tag = front$tag;
        back$root = scale_of$root;
        back$up = scale_of$up;
        back$m_ready = m_ready;
        m_valid = back$m_valid;
        m_data = back$m_data;
        m_last = back$m_last;
        mu = back$mu;
        scale = back$scale;
        dgamma = back$dgamma;
        dbeta = back$dbeta;
        saturations = back$saturations;
        deviation$sample = front$sample;
        deviation$sample_valid = front$sample_valid;
        deviation$sample_last = front$sample_last;
        deviation$taken = front$start;
        front$complete = deviation$complete;
        scale_of$start = front$start;
        scale_of$samples = front$samples;
        front$done = scale_of$done;
        projection$advance = back$advance;
        projection$sample = back$sample;
        projection$gradient = back$gradient;
        projection$flags = back$flags;
        projection$slope = back$slope;
        projection$slope_negative = back$slope_negative;
        projection$offset = back$offset;
        back$rest = projection$rest;
        back$rest_flags = projection$rest_flags;
        back$rest_first = projection$rest_first;
        deviation$mu8 = front$sample_mu8;
        scale_of$low = deviation$low;
        scale_of$high = deviation$high;
        back$negative = 1'b0;
        back$zero = 1'b1;
        back$balanced = 1'b1;
        back$balance = 32'h0;
        slope_of$start = back$start;
        slope_of$mean = back$mean;
        slope_of$normal = back$divisor;
        back$slope_done = slope_of$done;
        back$slope_magnitude = slope_of$slope;
        back$slope_up = slope_of$up;
        projection$mu8 = back$sample_mu8;
        projection$exponent = back$exponent;
    end

endmodule

module l2_norm_backward$back(clock,reset,s_dy,accepted,store,address,read_enable,read_address,deviation_sample,deviation_valid,deviation_last,deviation_mu8,negative,zero,held,released,again_address,again,full,taken,root,up,s_mu,samples,tag,start,mean,mean_negative,signs,divisor,balanced,balance,slope_done,slope_magnitude,slope_up,advance,sample,gradient,flags,sample_mu,sample_mu8,slope,slope_negative,offset,exponent,rest,rest_flags,rest_first,m_valid,m_ready,m_data,m_last,mu,scale,dgamma,dbeta,saturations);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire signed [7:0] s_dy;
    input wire  accepted;
    input wire  store;
    input wire  [10:0] address;
    input wire  read_enable;
    input wire  [10:0] read_address;
    input wire signed [15:0] deviation_sample;
    input wire  deviation_valid;
    input wire  deviation_last;
    input wire signed [24:0] deviation_mu8;
    input wire  negative;
    input wire  zero;
    input wire  held;
    output reg  released;
    output reg  [10:0] again_address;
    input wire signed [15:0] again;
    input wire  full;
    output reg  taken;
    input wire  [30:0] root;
    input wire  up;
    input wire signed [31:0] s_mu;
    input wire  [10:0] samples;
    input wire  [11:0] tag;
    output reg  start;
    output reg  [24:0] mean;
    output reg  mean_negative;
    output reg signed [18:0] signs;
    output reg  [30:0] divisor;
    input wire  balanced;
    input wire signed [43:0] balance;
    input wire  slope_done;
    input wire  [28:0] slope_magnitude;
    input wire  slope_up;
    output reg  advance;
    output reg signed [15:0] sample;
    output reg signed [7:0] gradient;
    output reg  [2:0] flags;
    output reg signed [31:0] sample_mu;
    output reg signed [24:0] sample_mu8;
    output reg  [28:0] slope;
    output reg  slope_negative;
    output reg signed [26:0] offset;
    output reg  [5:0] exponent;
    input wire signed [31:0] rest;
    input wire  [2:0] rest_flags;
    input wire  rest_first;
    output reg  m_valid;
    input wire  m_ready;
    output reg signed [47:0] m_data;
    output reg  m_last;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg signed [41:0] dgamma;
    output reg signed [24:0] dbeta;
    output reg  [31:0] saturations;

    // Stub signals
    reg signed [7:0] dy$d;
    wire signed [7:0] dy$q;
    reg  gradient_ring$write_enable;
    reg  [10:0] gradient_ring$write_address;
    reg signed [7:0] gradient_ring$write_data;
    reg  gradient_ring$read1_enable;
    reg  [10:0] gradient_ring$read1_address;
    wire signed [7:0] gradient_ring$read1_data;
    reg  gradient_ring$read2_enable;
    reg  [10:0] gradient_ring$read2_address;
    wire signed [7:0] gradient_ring$read2_data;
    reg signed [15:0] sums$sample;
    reg signed [7:0] sums$gradient;
    reg  sums$sample_valid;
    reg  sums$sample_last;
    reg signed [24:0] sums$mu8;
    reg  sums$negative;
    reg  sums$zero;
    reg  sums$held;
    wire  [24:0] sums$projected_low;
    wire  [24:0] sums$projected_high;
    wire signed [24:0] sums$dbeta;
    wire signed [18:0] sums$signs;
    reg  reciprocal$s_full;
    wire  reciprocal$s_taken;
    reg  [30:0] reciprocal$s_root;
    reg  reciprocal$s_up;
    reg signed [31:0] reciprocal$s_mu;
    reg  [10:0] reciprocal$s_samples;
    reg  [11:0] reciprocal$s_tag;
    wire  reciprocal$full;
    reg  reciprocal$taken;
    wire  [26:0] reciprocal$gain;
    wire  reciprocal$up;
    wire  [5:0] reciprocal$exponent;
    wire  [30:0] reciprocal$divisor;
    wire  [30:0] reciprocal$scale;
    wire signed [31:0] reciprocal$mu;
    wire  [10:0] reciprocal$samples;
    wire  [11:0] reciprocal$tag;
    reg  derivative$load;
    reg  [24:0] derivative$projected_low;
    reg  [24:0] derivative$projected_high;
    reg  [30:0] derivative$scale;
    wire  derivative$done;
    wire  [41:0] derivative$quotient;
    wire  derivative$up;
    wire  derivative$negative;
    reg signed [7:0] dy_read$d;
    wire signed [7:0] dy_read$q;
    reg signed [24:0] dbeta_held$d;
    wire signed [24:0] dbeta_held$q;
    reg signed [18:0] signs_held$d;
    wire signed [18:0] signs_held$q;
    reg  share$s_full;
    wire  share$s_taken;
    reg signed [31:0] share$s_mu;
    reg  [30:0] share$s_scale;
    reg  [10:0] share$s_samples;
    reg  [26:0] share$s_gain;
    reg  share$s_gain_negative;
    reg  [5:0] share$s_exponent;
    reg  [41:0] share$s_dgamma;
    reg  share$s_dgamma_negative;
    reg signed [24:0] share$s_dbeta;
    reg signed [18:0] share$s_signs;
    reg  [30:0] share$s_normal;
    reg  share$s_gain_up;
    reg  share$s_dgamma_up;
    wire  share$full;
    reg  share$taken;
    wire signed [31:0] share$mu;
    wire  [30:0] share$scale;
    wire  [10:0] share$samples;
    wire  [26:0] share$gain;
    wire  share$gain_negative;
    wire  [5:0] share$exponent;
    wire  [41:0] share$dgamma;
    wire  share$dgamma_negative;
    wire signed [24:0] share$dbeta;
    wire signed [18:0] share$signs;
    wire  [30:0] share$normal;
    wire  [24:0] share$mean;
    wire  share$up;
    reg  shift$s_full;
    wire  shift$s_taken;
    reg signed [31:0] shift$s_mu;
    reg  [30:0] shift$s_scale;
    reg  [10:0] shift$s_samples;
    reg  [26:0] shift$s_gain;
    reg  shift$s_gain_negative;
    reg  [5:0] shift$s_exponent;
    reg  [41:0] shift$s_dgamma;
    reg  shift$s_dgamma_negative;
    reg signed [24:0] shift$s_dbeta;
    reg signed [18:0] shift$s_signs;
    reg  [30:0] shift$s_normal;
    reg  [24:0] shift$s_mean;
    reg  shift$s_up;
    wire  shift$start;
    wire  [24:0] shift$mean;
    reg  shift$balanced;
    reg signed [43:0] shift$balance;
    reg  shift$slope_done;
    wire  shift$full;
    reg  shift$taken;
    wire signed [31:0] shift$mu;
    wire  [30:0] shift$scale;
    wire  [10:0] shift$samples;
    wire  [26:0] shift$gain;
    wire  shift$gain_negative;
    wire  [5:0] shift$exponent;
    wire  [41:0] shift$dgamma;
    wire  shift$dgamma_negative;
    wire signed [24:0] shift$dbeta;
    wire signed [18:0] shift$signs;
    wire  [30:0] shift$normal;
    wire  [24:0] shift$offset;
    wire  shift$offset_up;
    wire  shift$offset_negative;
    reg  emit$s_full;
    wire  emit$s_taken;
    reg signed [31:0] emit$s_mu;
    reg  [30:0] emit$s_scale;
    reg  [10:0] emit$s_samples;
    reg  [26:0] emit$s_gain;
    reg  emit$s_gain_negative;
    reg  [5:0] emit$s_exponent;
    reg  [41:0] emit$s_dgamma;
    reg  emit$s_dgamma_negative;
    reg signed [24:0] emit$s_dbeta;
    reg  [24:0] emit$s_offset;
    reg  emit$s_offset_up;
    reg  emit$s_offset_negative;
    reg  [28:0] emit$s_slope;
    reg  emit$s_slope_up;
    wire  emit$read_enable;
    wire  [10:0] emit$read_address;
    wire  emit$advance;
    wire  [2:0] emit$flags;
    wire signed [31:0] emit$sample_mu;
    wire signed [24:0] emit$sample_mu8;
    wire  [28:0] emit$slope;
    wire  emit$slope_negative;
    wire signed [26:0] emit$offset;
    wire  [5:0] emit$exponent;
    reg signed [31:0] emit$rest;
    reg  [2:0] emit$rest_flags;
    reg  emit$rest_first;
    wire  emit$m_valid;
    reg  emit$m_ready;
    wire signed [47:0] emit$m_data;
    wire  emit$m_last;
    wire signed [31:0] emit$mu;
    wire  [30:0] emit$scale;
    wire signed [41:0] emit$dgamma;
    wire signed [24:0] emit$dbeta;
    wire  [31:0] emit$saturations;

    // Sub module instances
    l2_norm_backward$back$dy dy(
        .d(dy$d),
        .q(dy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$gradient_ring gradient_ring(
        .clock(clock),
        .write_enable(gradient_ring$write_enable),
        .write_address(gradient_ring$write_address),
        .write_data(gradient_ring$write_data),
        .read1_enable(gradient_ring$read1_enable),
        .read1_address(gradient_ring$read1_address),
        .read1_data(gradient_ring$read1_data),
        .read2_enable(gradient_ring$read2_enable),
        .read2_address(gradient_ring$read2_address),
        .read2_data(gradient_ring$read2_data)
    );
    l2_norm_backward$back$sums sums(
        .clock(clock),
        .reset(reset),
        .sample(sums$sample),
        .gradient(sums$gradient),
        .sample_valid(sums$sample_valid),
        .sample_last(sums$sample_last),
        .mu8(sums$mu8),
        .negative(sums$negative),
        .zero(sums$zero),
        .held(sums$held),
        .projected_low(sums$projected_low),
        .projected_high(sums$projected_high),
        .dbeta(sums$dbeta),
        .signs(sums$signs)
    );
    l2_norm_backward$back$reciprocal reciprocal(
        .clock(clock),
        .reset(reset),
        .s_full(reciprocal$s_full),
        .s_taken(reciprocal$s_taken),
        .s_root(reciprocal$s_root),
        .s_up(reciprocal$s_up),
        .s_mu(reciprocal$s_mu),
        .s_samples(reciprocal$s_samples),
        .s_tag(reciprocal$s_tag),
        .full(reciprocal$full),
        .taken(reciprocal$taken),
        .gain(reciprocal$gain),
        .up(reciprocal$up),
        .exponent(reciprocal$exponent),
        .divisor(reciprocal$divisor),
        .scale(reciprocal$scale),
        .mu(reciprocal$mu),
        .samples(reciprocal$samples),
        .tag(reciprocal$tag)
    );
    l2_norm_backward$back$derivative derivative(
        .clock(clock),
        .reset(reset),
        .load(derivative$load),
        .projected_low(derivative$projected_low),
        .projected_high(derivative$projected_high),
        .scale(derivative$scale),
        .done(derivative$done),
        .quotient(derivative$quotient),
        .up(derivative$up),
        .negative(derivative$negative)
    );
    l2_norm_backward$back$dy dy_read(
        .d(dy_read$d),
        .q(dy_read$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$dbeta_held dbeta_held(
        .d(dbeta_held$d),
        .q(dbeta_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$share$signs_held signs_held(
        .d(signs_held$d),
        .q(signs_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$share share(
        .clock(clock),
        .reset(reset),
        .s_full(share$s_full),
        .s_taken(share$s_taken),
        .s_mu(share$s_mu),
        .s_scale(share$s_scale),
        .s_samples(share$s_samples),
        .s_gain(share$s_gain),
        .s_gain_negative(share$s_gain_negative),
        .s_exponent(share$s_exponent),
        .s_dgamma(share$s_dgamma),
        .s_dgamma_negative(share$s_dgamma_negative),
        .s_dbeta(share$s_dbeta),
        .s_signs(share$s_signs),
        .s_normal(share$s_normal),
        .s_gain_up(share$s_gain_up),
        .s_dgamma_up(share$s_dgamma_up),
        .full(share$full),
        .taken(share$taken),
        .mu(share$mu),
        .scale(share$scale),
        .samples(share$samples),
        .gain(share$gain),
        .gain_negative(share$gain_negative),
        .exponent(share$exponent),
        .dgamma(share$dgamma),
        .dgamma_negative(share$dgamma_negative),
        .dbeta(share$dbeta),
        .signs(share$signs),
        .normal(share$normal),
        .mean(share$mean),
        .up(share$up)
    );
    l2_norm_backward$back$shift shift(
        .clock(clock),
        .reset(reset),
        .s_full(shift$s_full),
        .s_taken(shift$s_taken),
        .s_mu(shift$s_mu),
        .s_scale(shift$s_scale),
        .s_samples(shift$s_samples),
        .s_gain(shift$s_gain),
        .s_gain_negative(shift$s_gain_negative),
        .s_exponent(shift$s_exponent),
        .s_dgamma(shift$s_dgamma),
        .s_dgamma_negative(shift$s_dgamma_negative),
        .s_dbeta(shift$s_dbeta),
        .s_signs(shift$s_signs),
        .s_normal(shift$s_normal),
        .s_mean(shift$s_mean),
        .s_up(shift$s_up),
        .start(shift$start),
        .mean(shift$mean),
        .balanced(shift$balanced),
        .balance(shift$balance),
        .slope_done(shift$slope_done),
        .full(shift$full),
        .taken(shift$taken),
        .mu(shift$mu),
        .scale(shift$scale),
        .samples(shift$samples),
        .gain(shift$gain),
        .gain_negative(shift$gain_negative),
        .exponent(shift$exponent),
        .dgamma(shift$dgamma),
        .dgamma_negative(shift$dgamma_negative),
        .dbeta(shift$dbeta),
        .signs(shift$signs),
        .normal(shift$normal),
        .offset(shift$offset),
        .offset_up(shift$offset_up),
        .offset_negative(shift$offset_negative)
    );
    l2_norm_backward$back$emit emit(
        .clock(clock),
        .reset(reset),
        .s_full(emit$s_full),
        .s_taken(emit$s_taken),
        .s_mu(emit$s_mu),
        .s_scale(emit$s_scale),
        .s_samples(emit$s_samples),
        .s_gain(emit$s_gain),
        .s_gain_negative(emit$s_gain_negative),
        .s_exponent(emit$s_exponent),
        .s_dgamma(emit$s_dgamma),
        .s_dgamma_negative(emit$s_dgamma_negative),
        .s_dbeta(emit$s_dbeta),
        .s_offset(emit$s_offset),
        .s_offset_up(emit$s_offset_up),
        .s_offset_negative(emit$s_offset_negative),
        .s_slope(emit$s_slope),
        .s_slope_up(emit$s_slope_up),
        .read_enable(emit$read_enable),
        .read_address(emit$read_address),
        .advance(emit$advance),
        .flags(emit$flags),
        .sample_mu(emit$sample_mu),
        .sample_mu8(emit$sample_mu8),
        .slope(emit$slope),
        .slope_negative(emit$slope_negative),
        .offset(emit$offset),
        .exponent(emit$exponent),
        .rest(emit$rest),
        .rest_flags(emit$rest_flags),
        .rest_first(emit$rest_first),
        .m_valid(emit$m_valid),
        .m_ready(emit$m_ready),
        .m_data(emit$m_data),
        .m_last(emit$m_last),
        .mu(emit$mu),
        .scale(emit$scale),
        .dgamma(emit$dgamma),
        .dbeta(emit$dbeta),
        .saturations(emit$saturations)
    );

    // Update code
    always @(*) begin
        dy$d = dy$q;
        dy_read$d = dy_read$q;
        dbeta_held$d = dbeta_held$q;
        signs_held$d = signs_held$q;
        if (accepted) begin
            dy$d = s_dy;
        end
        gradient_ring$write_enable = store;
        gradient_ring$write_address = address;
        gradient_ring$write_data = dy$q;
        gradient_ring$read1_enable = read_enable;
        gradient_ring$read1_address = read_address;
        gradient_ring$read2_enable = emit$read_enable;
        gradient_ring$read2_address = emit$read_address;
        again_address = emit$read_address;
        released = emit$read_enable;
        sums$sample = deviation_sample;
        dy_read$d = gradient_ring$read1_data;
        sums$gradient = dy_read$q;
        sums$sample_valid = deviation_valid;
        sums$sample_last = deviation_last;
        sums$mu8 = deviation_mu8;
        sums$negative = negative;
        sums$zero = zero;
        sums$held = held;
        reciprocal$s_full = full;
        taken = reciprocal$s_taken;
        reciprocal$s_root = root;
        reciprocal$s_up = up;
        reciprocal$s_mu = s_mu;
        reciprocal$s_samples = samples;
        reciprocal$s_tag = tag;
        reciprocal$taken = share$s_taken;
        derivative$load = reciprocal$s_taken;
        derivative$projected_low = sums$projected_low;
        derivative$projected_high = sums$projected_high;
        derivative$scale = reciprocal$scale;
        if (reciprocal$s_taken) begin
            dbeta_held$d = sums$dbeta;
            signs_held$d = sums$signs;
        end
        share$s_full = reciprocal$full & derivative$done;
        share$s_mu = reciprocal$mu;
        share$s_scale = reciprocal$scale;
        share$s_samples = reciprocal$samples;
        share$s_gain = reciprocal$gain;
        share$s_gain_up = reciprocal$up;
        share$s_gain_negative = reciprocal$tag[32'hb];
        share$s_exponent = reciprocal$exponent;
        share$s_dgamma = derivative$quotient;
        share$s_dgamma_up = derivative$up;
        share$s_dgamma_negative = derivative$negative;
        share$s_dbeta = dbeta_held$q;
        share$s_signs = signs_held$q;
        share$s_normal = reciprocal$divisor;
        share$taken = shift$s_taken;
        shift$s_full = share$full;
        shift$s_mu = share$mu;
        shift$s_scale = share$scale;
        shift$s_samples = share$samples;
        shift$s_gain = share$gain;
        shift$s_gain_negative = share$gain_negative;
        shift$s_exponent = share$exponent;
        shift$s_dgamma = share$dgamma;
        shift$s_dgamma_negative = share$dgamma_negative;
        shift$s_dbeta = share$dbeta;
        shift$s_signs = share$signs;
        shift$s_normal = share$normal;
        shift$s_mean = share$mean;
        shift$s_up = share$up;
        shift$taken = emit$s_taken;
        start = shift$start;
        mean = shift$mean;
        mean_negative = shift$dgamma_negative;
        signs = shift$signs;
        divisor = shift$normal;
        shift$balanced = balanced;
        shift$balance = balance;
        shift$slope_done = slope_done;
        emit$s_full = shift$full;
        emit$s_mu = shift$mu;
        emit$s_scale = shift$scale;
        emit$s_samples = shift$samples;
        emit$s_gain = shift$gain;
        emit$s_gain_negative = shift$gain_negative;
        emit$s_exponent = shift$exponent;
        emit$s_dgamma = shift$dgamma;
        emit$s_dgamma_negative = shift$dgamma_negative;
        emit$s_dbeta = shift$dbeta;
        emit$s_offset = shift$offset;
        emit$s_offset_up = shift$offset_up;
        emit$s_offset_negative = shift$offset_negative;
        emit$s_slope = slope_magnitude;
        emit$s_slope_up = slope_up;
        advance = emit$advance;
        sample = again;
        gradient = gradient_ring$read2_data;
        flags = emit$flags;
        sample_mu = emit$sample_mu;
        sample_mu8 = emit$sample_mu8;
        slope = emit$slope;
        slope_negative = emit$slope_negative;
        offset = emit$offset;
        exponent = emit$exponent;
        emit$rest = rest;
        emit$rest_flags = rest_flags;
        emit$rest_first = rest_first;
        emit$m_ready = m_ready;
        m_valid = emit$m_valid;
        m_data = emit$m_data;
        m_last = emit$m_last;
        mu = emit$mu;
        scale = emit$scale;
        dgamma = emit$dgamma;
        dbeta = emit$dbeta;
        saturations = emit$saturations;
    end

endmodule

module l2_norm_backward$back$dbeta_held(d,q,clock,reset);

    // Module arguments
    input wire signed [24:0] d;
    output reg signed [24:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 25'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$derivative(clock,reset,load,projected_low,projected_high,scale,done,quotient,up,negative);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  load;
    input wire  [24:0] projected_low;
    input wire  [24:0] projected_high;
    input wire  [30:0] scale;
    output reg  done;
    output reg  [41:0] quotient;
    output reg  up;
    output reg  negative;

    // Constant declarations
    localparam  sign_at = 7'b11000;

    // Stub signals
    reg  [24:0] low$d;
    wire  [24:0] low$q;
    reg  [24:0] high$d;
    wire  [24:0] high$q;
    reg  sign$d;
    wire  sign$q;
    reg  over$d;
    wire  over$q;
    reg  [31:0] raw$d;
    wire  [31:0] raw$q;
    reg  [2:0] phase$d;
    wire  [2:0] phase$q;
    reg  pending$d;
    wire  pending$q;
    reg  [24:0] add$a;
    reg  [24:0] add$b;
    reg  add$carry;
    wire  [24:0] add$sum;
    wire  add$over;
    reg  [24:0] magnitude$parts$0;
    reg  [24:0] magnitude$parts$1;
    wire  [49:0] magnitude$whole;
    reg  divide$start;
    reg  [31:0] divide$rest;
    reg  [41:0] divide$low;
    reg  [31:0] divide$denominator;
    wire  divide$done;
    wire  [41:0] divide$quotient;
    wire  divide$up;

    // Sub module instances
    l2_norm_backward$back$derivative$high low(
        .d(low$d),
        .q(low$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$high high(
        .d(high$d),
        .q(high$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard sign(
        .d(sign$d),
        .q(sign$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard over(
        .d(over$d),
        .q(over$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$remainder raw(
        .d(raw$d),
        .q(raw$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$phase phase(
        .d(phase$d),
        .q(phase$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard pending(
        .d(pending$d),
        .q(pending$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$add add(
        .a(add$a),
        .b(add$b),
        .carry(add$carry),
        .sum(add$sum),
        .over(add$over)
    );
    l2_norm_backward$back$derivative$magnitude magnitude(
        .parts$0(magnitude$parts$0),
        .parts$1(magnitude$parts$1),
        .whole(magnitude$whole)
    );
    l2_norm_backward$back$derivative$divide divide(
        .clock(clock),
        .reset(reset),
        .start(divide$start),
        .rest(divide$rest),
        .low(divide$low),
        .denominator(divide$denominator),
        .done(divide$done),
        .quotient(divide$quotient),
        .up(divide$up)
    );

    // Update code
    always @(*) begin
        low$d = low$q;
        high$d = high$q;
        sign$d = sign$q;
        over$d = over$q;
        raw$d = raw$q;
        phase$d = phase$q;
        pending$d = pending$q;
        add$a = low$q;
        add$carry = sign$q;
        if (sign$q) begin
            add$a = ~low$q;
        end
        if (phase$q[32'h1]) begin
            add$a = high$q;
            add$carry = over$q;
            if (sign$q) begin
                add$a = ~high$q;
            end
        end
        add$b = 32'h0;
        phase$d = (phase$q << 32'h1) | ((load) & 3'h7);
        if (phase$q[32'h0]) begin
            low$d = add$sum;
            over$d = add$over;
            raw$d = ((scale) & 32'hffffffff) + 32'h1;
        end
        if (phase$q[32'h1]) begin
            high$d = add$sum;
        end
        if (phase$q[32'h2]) begin
            pending$d = 1'b0;
        end
        if (load) begin
            low$d = projected_low;
            high$d = projected_high;
            sign$d = projected_high[sign_at];
            pending$d = 1'b1;
        end
        magnitude$parts$0 = low$q;
        magnitude$parts$1 = high$q;
        divide$start = phase$q[32'h2];
        divide$rest = magnitude$whole[(32'h12)+:(32)];
        divide$low = ((magnitude$whole[(32'h0)+:(18)]) & 42'h3ffffffffff) << 32'h18;
        divide$denominator = raw$q;
        done = divide$done & ~pending$q;
        quotient = divide$quotient;
        up = divide$up;
        negative = sign$q;
    end

endmodule

module l2_norm_backward$back$derivative$add(a,b,carry,sum,over);

    // Module arguments
    input wire  [24:0] a;
    input wire  [24:0] b;
    input wire  carry;
    output reg  [24:0] sum;
    output reg  over;

    // Update code (custom)
    wire [26:0] total;
    assign total = {1'b0, a, 1'b1} + {1'b0, b, carry};
    always @(*) sum = total[25:1];
    always @(*) over = total[26];
endmodule

module l2_norm_backward$back$derivative$divide(clock,reset,start,rest,low,denominator,done,quotient,up);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [31:0] rest;
    input wire  [41:0] low;
    input wire  [31:0] denominator;
    output reg  done;
    output reg  [41:0] quotient;
    output reg  up;

    // Constant declarations
    localparam  count = 7'b101010;
    localparam  one = 7'b1;
    localparam  top = 7'b101001;

    // Stub signals
    reg  [31:0] step$a;
    reg  [31:0] step$b;
    wire  [31:0] step$difference;
    wire  step$borrow;
    reg  [31:0] remainder$d;
    wire  [31:0] remainder$q;
    reg  [41:0] digits$d;
    wire  [41:0] digits$q;
    reg  [6:0] left$d;
    wire  [6:0] left$q;
    reg  busy$d;
    wire  busy$q;
    reg  at_guard$d;
    wire  at_guard$q;
    reg  guard$d;
    wire  guard$q;
    reg  guarded$d;
    wire  guarded$q;
    reg  upward$d;
    wire  upward$q;
    reg  finished$d;
    wire  finished$q;

    // Local signals
    reg  [31:0] next_bit;
    reg  [31:0] shifted;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$step step(
        .a(step$a),
        .b(step$b),
        .difference(step$difference),
        .borrow(step$borrow)
    );
    l2_norm_backward$back$derivative$divide$remainder remainder(
        .d(remainder$d),
        .q(remainder$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$digits digits(
        .d(digits$d),
        .q(digits$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard at_guard(
        .d(at_guard$d),
        .q(at_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard guard(
        .d(guard$d),
        .q(guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard guarded(
        .d(guarded$d),
        .q(guarded$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard upward(
        .d(upward$d),
        .q(upward$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        remainder$d = remainder$q;
        digits$d = digits$q;
        left$d = left$q;
        busy$d = busy$q;
        at_guard$d = at_guard$q;
        guard$d = guard$q;
        guarded$d = guarded$q;
        upward$d = upward$q;
        finished$d = finished$q;
        next_bit = 32'h0;
        if (~at_guard$q & digits$q[top]) begin
            next_bit = 32'h1;
        end
        shifted = (remainder$q << 32'h1) | next_bit;
        step$a = shifted;
        step$b = denominator;
        if (busy$q) begin
            left$d = left$q - 32'h1;
            at_guard$d = left$q == one;
            remainder$d = step$difference;
            if (step$borrow) begin
                remainder$d = shifted;
            end
            if (~at_guard$q) begin
                digits$d = (digits$q << 32'h1) | 32'h1;
                if (step$borrow) begin
                    digits$d = digits$q << 32'h1;
                end
            end
            else begin
                guard$d = ~step$borrow;
                busy$d = 1'b0;
            end
        end
        guarded$d = busy$q & at_guard$q;
        if (guarded$q) begin
            upward$d = guard$q & (|remainder$q | digits$q[32'h0]);
            finished$d = 1'b1;
        end
        if (start) begin
            remainder$d = rest;
            digits$d = low;
            left$d = count;
            busy$d = 1'b1;
            at_guard$d = 1'b0;
            finished$d = 1'b0;
        end
        done = finished$q;
        quotient = digits$q;
        up = upward$q;
    end

endmodule

module l2_norm_backward$back$derivative$divide$at_guard(d,q,clock,reset);

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

module l2_norm_backward$back$derivative$divide$digits(d,q,clock,reset);

    // Module arguments
    input wire  [41:0] d;
    output reg  [41:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 42'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$derivative$divide$left(d,q,clock,reset);

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

module l2_norm_backward$back$derivative$divide$remainder(d,q,clock,reset);

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

module l2_norm_backward$back$derivative$divide$step(a,b,difference,borrow);

    // Module arguments
    input wire  [31:0] a;
    input wire  [31:0] b;
    output reg  [31:0] difference;
    output reg  borrow;

    // Update code (custom)
    wire [32:0] total;
    assign total = {1'b0, a} - {1'b0, b};
    always @(*) difference = total[31:0];
    always @(*) borrow = total[32];
endmodule

module l2_norm_backward$back$derivative$high(d,q,clock,reset);

    // Module arguments
    input wire  [24:0] d;
    output reg  [24:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 25'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$derivative$magnitude(parts$0,parts$1,whole);

    // Module arguments
    input wire  [24:0] parts$0;
    input wire  [24:0] parts$1;
    output reg  [49:0] whole;

    // Update code (custom)
    always @(*) whole = {parts$1, parts$0};
endmodule

module l2_norm_backward$back$derivative$phase(d,q,clock,reset);

    // Module arguments
    input wire  [2:0] d;
    output reg  [2:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 3'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$dy(d,q,clock,reset);

    // Module arguments
    input wire signed [7:0] d;
    output reg signed [7:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 8'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit(clock,reset,s_full,s_taken,s_mu,s_scale,s_samples,s_gain,s_gain_negative,s_exponent,s_dgamma,s_dgamma_negative,s_dbeta,s_offset,s_offset_up,s_offset_negative,s_slope,s_slope_up,read_enable,read_address,advance,flags,sample_mu,sample_mu8,slope,slope_negative,offset,exponent,rest,rest_flags,rest_first,m_valid,m_ready,m_data,m_last,mu,scale,dgamma,dbeta,saturations);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_full;
    output reg  s_taken;
    input wire signed [31:0] s_mu;
    input wire  [30:0] s_scale;
    input wire  [10:0] s_samples;
    input wire  [26:0] s_gain;
    input wire  s_gain_negative;
    input wire  [5:0] s_exponent;
    input wire  [41:0] s_dgamma;
    input wire  s_dgamma_negative;
    input wire signed [24:0] s_dbeta;
    input wire  [24:0] s_offset;
    input wire  s_offset_up;
    input wire  s_offset_negative;
    input wire  [28:0] s_slope;
    input wire  s_slope_up;
    output reg  read_enable;
    output reg  [10:0] read_address;
    output reg  advance;
    output reg  [2:0] flags;
    output reg signed [31:0] sample_mu;
    output reg signed [24:0] sample_mu8;
    output reg  [28:0] slope;
    output reg  slope_negative;
    output reg signed [26:0] offset;
    output reg  [5:0] exponent;
    input wire signed [31:0] rest;
    input wire  [2:0] rest_flags;
    input wire  rest_first;
    output reg  m_valid;
    input wire  m_ready;
    output reg signed [47:0] m_data;
    output reg  m_last;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg signed [41:0] dgamma;
    output reg signed [24:0] dbeta;
    output reg  [31:0] saturations;

    // Constant declarations
    localparam  one = 11'b1;

    // Stub signals
    wire  outlet$advance;
    reg  outlet$s_valid;
    reg  [48:0] outlet$s_data;
    reg  outlet$s_first;
    wire  outlet$entering;
    wire  outlet$m_valid;
    reg  outlet$m_ready;
    wire  [48:0] outlet$m_data;
    reg  active$d;
    wire  active$q;
    reg  unsettled$d;
    wire  unsettled$q;
    reg  starting$d;
    wire  starting$q;
    reg  [10:0] left$d;
    wire  [10:0] left$q;
    reg  [10:0] pointer$d;
    wire  [10:0] pointer$q;
    reg signed [31:0] mean$d;
    wire signed [31:0] mean$q;
    reg  [30:0] scale_held$d;
    wire  [30:0] scale_held$q;
    reg  [26:0] gain$d;
    wire  [26:0] gain$q;
    reg  gain_negative$d;
    wire  gain_negative$q;
    reg  [5:0] places$d;
    wire  [5:0] places$q;
    reg  [41:0] dgamma_held$d;
    wire  [41:0] dgamma_held$q;
    reg  dgamma_negative$d;
    wire  dgamma_negative$q;
    reg signed [24:0] dbeta_held$d;
    wire signed [24:0] dbeta_held$q;
    reg  [28:0] slope_held$d;
    wire  [28:0] slope_held$q;
    reg  [26:0] round_offset$magnitude;
    reg  round_offset$up;
    reg  round_offset$negative;
    wire signed [26:0] round_offset$value;
    reg signed [26:0] offset_held$d;
    wire signed [26:0] offset_held$q;
    reg  [2:0] word$d;
    wire  [2:0] word$q;
    reg signed [31:0] word_mean$d;
    wire signed [31:0] word_mean$q;
    reg signed [31:0] round_mean$mu;
    wire signed [24:0] round_mean$mu8;
    reg signed [24:0] word_mean8$d;
    wire signed [24:0] word_mean8$q;
    reg  gain_sign$d;
    wire  gain_sign$q;
    reg  [31:0] magnitude$d;
    wire  [31:0] magnitude$q;
    reg  [3:0] magnitude_flags$d;
    wire  [3:0] magnitude_flags$q;
    reg  multiply$advance;
    reg  multiply$load;
    reg  [26:0] multiply$multiplicand;
    reg  [31:0] multiply$factor;
    wire  [58:0] multiply$product;
    reg  beside_product$advance;
    reg  [3:0] beside_product$s;
    wire  [3:0] beside_product$m;
    wire  [3:0] beside_product$early;
    reg  [5:0] shift$d;
    wire  [5:0] shift$q;
    reg  descale$advance;
    reg  [58:0] descale$value;
    reg  [5:0] descale$shift;
    wire  [47:0] descale$quotient;
    wire  descale$up;
    wire  descale$huge;
    reg  beside_descale$advance;
    reg  [3:0] beside_descale$s;
    wire  [3:0] beside_descale$m;
    wire  [3:0] beside_descale$early;
    reg  [24:0] low_add$a;
    reg  [24:0] low_add$b;
    reg  low_add$carry;
    wire  [24:0] low_add$sum;
    wire  low_add$over;
    reg  [24:0] low$d;
    wire  [24:0] low$q;
    reg  over$d;
    wire  over$q;
    reg  [24:0] high$d;
    wire  [24:0] high$q;
    reg  low_huge$d;
    wire  low_huge$q;
    reg  [3:0] low_flags$d;
    wire  [3:0] low_flags$q;
    reg  [24:0] high_add$a;
    reg  [24:0] high_add$b;
    reg  high_add$carry;
    wire  [24:0] high_add$sum;
    wire  high_add$over;
    reg  [24:0] signed_low$d;
    wire  [24:0] signed_low$q;
    reg  [24:0] signed_high$d;
    wire  [24:0] signed_high$q;
    reg  signed_huge$d;
    wire  signed_huge$q;
    reg  [3:0] signed_flags$d;
    wire  [3:0] signed_flags$q;
    reg  [24:0] halves$parts$0;
    reg  [24:0] halves$parts$1;
    wire  [49:0] halves$whole;
    reg  [47:0] dx$d;
    wire  [47:0] dx$q;
    reg  [2:0] dx_flags$d;
    wire  [2:0] dx_flags$q;
    reg  [1:0] counter$events;
    reg  counter$enable;
    wire  [31:0] counter$count;
    reg  [41:0] round_dgamma$magnitude;
    reg  round_dgamma$up;
    reg  round_dgamma$negative;
    wire signed [41:0] round_dgamma$value;
    reg signed [31:0] mu_out$d;
    wire signed [31:0] mu_out$q;
    reg  [30:0] scale_out$d;
    wire  [30:0] scale_out$q;
    reg signed [41:0] dgamma_out$d;
    wire signed [41:0] dgamma_out$q;
    reg signed [24:0] dbeta_out$d;
    wire signed [24:0] dbeta_out$q;

    // Local signals
    reg  moves;
    reg  takes;
    reg  ending;
    reg  [28:0] slope_up;
    reg signed [31:0] rest_negated;
    reg  [49:0] quotient_bits;
    reg  cut;

    // Sub module instances
    l2_norm_backward$back$emit$outlet outlet(
        .clock(clock),
        .reset(reset),
        .advance(outlet$advance),
        .s_valid(outlet$s_valid),
        .s_data(outlet$s_data),
        .s_first(outlet$s_first),
        .entering(outlet$entering),
        .m_valid(outlet$m_valid),
        .m_ready(outlet$m_ready),
        .m_data(outlet$m_data)
    );
    l2_norm_backward$back$derivative$divide$at_guard active(
        .d(active$d),
        .q(active$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard unsettled(
        .d(unsettled$d),
        .q(unsettled$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard starting(
        .d(starting$d),
        .q(starting$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left pointer(
        .d(pointer$d),
        .q(pointer$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$mean mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$scale_held scale_held(
        .d(scale_held$d),
        .q(scale_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$gain gain(
        .d(gain$d),
        .q(gain$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard gain_negative(
        .d(gain_negative$d),
        .q(gain_negative$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$places places(
        .d(places$d),
        .q(places$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$digits dgamma_held(
        .d(dgamma_held$d),
        .q(dgamma_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard dgamma_negative(
        .d(dgamma_negative$d),
        .q(dgamma_negative$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$dbeta_held dbeta_held(
        .d(dbeta_held$d),
        .q(dbeta_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$slope_held slope_held(
        .d(slope_held$d),
        .q(slope_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$round_offset round_offset(
        .magnitude(round_offset$magnitude),
        .up(round_offset$up),
        .negative(round_offset$negative),
        .value(round_offset$value)
    );
    l2_norm_backward$back$emit$offset_held offset_held(
        .d(offset_held$d),
        .q(offset_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$phase word(
        .d(word$d),
        .q(word$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$mean word_mean(
        .d(word_mean$d),
        .q(word_mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$round_mean round_mean(
        .mu(round_mean$mu),
        .mu8(round_mean$mu8)
    );
    l2_norm_backward$back$dbeta_held word_mean8(
        .d(word_mean8$d),
        .q(word_mean8$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard gain_sign(
        .d(gain_sign$d),
        .q(gain_sign$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$remainder magnitude(
        .d(magnitude$d),
        .q(magnitude$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$beside_descale$stage$0 magnitude_flags(
        .d(magnitude_flags$d),
        .q(magnitude_flags$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$multiply multiply(
        .clock(clock),
        .reset(reset),
        .advance(multiply$advance),
        .load(multiply$load),
        .multiplicand(multiply$multiplicand),
        .factor(multiply$factor),
        .product(multiply$product)
    );
    l2_norm_backward$back$emit$beside_descale beside_product(
        .clock(clock),
        .reset(reset),
        .advance(beside_product$advance),
        .s(beside_product$s),
        .m(beside_product$m),
        .early(beside_product$early)
    );
    l2_norm_backward$back$emit$places shift(
        .d(shift$d),
        .q(shift$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$descale descale(
        .clock(clock),
        .reset(reset),
        .advance(descale$advance),
        .value(descale$value),
        .shift(descale$shift),
        .quotient(descale$quotient),
        .up(descale$up),
        .huge(descale$huge)
    );
    l2_norm_backward$back$emit$beside_descale beside_descale(
        .clock(clock),
        .reset(reset),
        .advance(beside_descale$advance),
        .s(beside_descale$s),
        .m(beside_descale$m),
        .early(beside_descale$early)
    );
    l2_norm_backward$back$derivative$add low_add(
        .a(low_add$a),
        .b(low_add$b),
        .carry(low_add$carry),
        .sum(low_add$sum),
        .over(low_add$over)
    );
    l2_norm_backward$back$derivative$high low(
        .d(low$d),
        .q(low$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard over(
        .d(over$d),
        .q(over$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$high high(
        .d(high$d),
        .q(high$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard low_huge(
        .d(low_huge$d),
        .q(low_huge$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$beside_descale$stage$0 low_flags(
        .d(low_flags$d),
        .q(low_flags$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$add high_add(
        .a(high_add$a),
        .b(high_add$b),
        .carry(high_add$carry),
        .sum(high_add$sum),
        .over(high_add$over)
    );
    l2_norm_backward$back$derivative$high signed_low(
        .d(signed_low$d),
        .q(signed_low$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$high signed_high(
        .d(signed_high$d),
        .q(signed_high$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard signed_huge(
        .d(signed_huge$d),
        .q(signed_huge$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$beside_descale$stage$0 signed_flags(
        .d(signed_flags$d),
        .q(signed_flags$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$magnitude halves(
        .parts$0(halves$parts$0),
        .parts$1(halves$parts$1),
        .whole(halves$whole)
    );
    l2_norm_backward$back$emit$dx dx(
        .d(dx$d),
        .q(dx$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$phase dx_flags(
        .d(dx_flags$d),
        .q(dx_flags$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$counter counter(
        .clock(clock),
        .reset(reset),
        .events(counter$events),
        .enable(counter$enable),
        .count(counter$count)
    );
    l2_norm_backward$back$emit$round_dgamma round_dgamma(
        .magnitude(round_dgamma$magnitude),
        .up(round_dgamma$up),
        .negative(round_dgamma$negative),
        .value(round_dgamma$value)
    );
    l2_norm_backward$back$emit$mean mu_out(
        .d(mu_out$d),
        .q(mu_out$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$scale_held scale_out(
        .d(scale_out$d),
        .q(scale_out$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$dgamma_out dgamma_out(
        .d(dgamma_out$d),
        .q(dgamma_out$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$dbeta_held dbeta_out(
        .d(dbeta_out$d),
        .q(dbeta_out$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        active$d = active$q;
        unsettled$d = unsettled$q;
        starting$d = starting$q;
        left$d = left$q;
        pointer$d = pointer$q;
        mean$d = mean$q;
        scale_held$d = scale_held$q;
        gain$d = gain$q;
        gain_negative$d = gain_negative$q;
        places$d = places$q;
        dgamma_held$d = dgamma_held$q;
        dgamma_negative$d = dgamma_negative$q;
        dbeta_held$d = dbeta_held$q;
        slope_held$d = slope_held$q;
        offset_held$d = offset_held$q;
        word$d = word$q;
        word_mean$d = word_mean$q;
        word_mean8$d = word_mean8$q;
        gain_sign$d = gain_sign$q;
        magnitude$d = magnitude$q;
        magnitude_flags$d = magnitude_flags$q;
        shift$d = shift$q;
        low$d = low$q;
        over$d = over$q;
        high$d = high$q;
        low_huge$d = low_huge$q;
        low_flags$d = low_flags$q;
        signed_low$d = signed_low$q;
        signed_high$d = signed_high$q;
        signed_huge$d = signed_huge$q;
        signed_flags$d = signed_flags$q;
        dx$d = dx$q;
        dx_flags$d = dx_flags$q;
        mu_out$d = mu_out$q;
        scale_out$d = scale_out$q;
        dgamma_out$d = dgamma_out$q;
        dbeta_out$d = dbeta_out$q;
        moves = outlet$advance;
        advance = outlet$advance;
        ending = moves & active$q & (left$q == one);
        takes = s_full & ~unsettled$q & (~active$q | ending);
        s_taken = takes;
        slope_up = 32'h0;
        if (s_slope_up) begin
            slope_up = 32'h1;
        end
        round_offset$magnitude = ((s_offset) & 27'h7ffffff);
        round_offset$up = s_offset_up;
        round_offset$negative = s_offset_negative;
        round_dgamma$magnitude = dgamma_held$q;
        round_dgamma$up = 1'b0;
        round_dgamma$negative = dgamma_negative$q;
        if (moves & active$q) begin
            left$d = left$q - 32'h1;
            pointer$d = pointer$q + 32'h1;
            starting$d = 1'b0;
        end
        if (ending) begin
            active$d = 1'b0;
        end
        if (outlet$entering) begin
            unsettled$d = 1'b0;
            mu_out$d = mean$q;
            scale_out$d = scale_held$q;
            dgamma_out$d = round_dgamma$value;
            dbeta_out$d = dbeta_held$q;
        end
        if (takes) begin
            active$d = 1'b1;
            unsettled$d = 1'b1;
            starting$d = 1'b1;
            left$d = s_samples;
            mean$d = s_mu;
            scale_held$d = s_scale;
            gain$d = s_gain;
            gain_negative$d = s_gain_negative;
            places$d = s_exponent;
            dgamma_held$d = s_dgamma;
            dgamma_negative$d = s_dgamma_negative;
            dbeta_held$d = s_dbeta;
            slope_held$d = s_slope + slope_up;
            offset_held$d = round_offset$value;
        end
        read_enable = moves & active$q;
        read_address = pointer$q;
        round_mean$mu = mean$q;
        if (moves) begin
            word$d = ((active$q) & 3'h7) | ((((active$q & starting$q)) & 3'h7) << 32'h1) | (((ending) & 3'h7) << 32'h2);
            word_mean$d = mean$q;
            word_mean8$d = round_mean$mu8;
        end
        flags = word$q;
        sample_mu = word_mean$q;
        sample_mu8 = word_mean8$q;
        slope = slope_held$q;
        slope_negative = dgamma_negative$q;
        offset = offset_held$q;
        exponent = places$q;
        rest_negated = -rest;
        multiply$advance = moves;
        multiply$load = moves & rest_flags[32'h1];
        multiply$multiplicand = gain$q;
        multiply$factor = magnitude$q;
        beside_product$advance = moves;
        beside_product$s = magnitude_flags$q;
        descale$advance = moves;
        descale$value = multiply$product;
        descale$shift = shift$q;
        beside_descale$advance = moves;
        beside_descale$s = beside_product$m;
        quotient_bits = ((descale$quotient) & 50'h3ffffffffffff);
        if (beside_descale$m[32'h3]) begin
            quotient_bits = ~((descale$quotient) & 50'h3ffffffffffff);
        end
        low_add$a = quotient_bits[(32'h0)+:(25)];
        low_add$b = 32'h0;
        low_add$carry = descale$up ^ beside_descale$m[32'h3];
        high_add$a = high$q;
        high_add$b = 32'h0;
        high_add$carry = over$q;
        halves$parts$0 = signed_low$q;
        halves$parts$1 = signed_high$q;
        cut = signed_huge$q | (|signed_high$q[(32'h16)+:(3)] & ~&signed_high$q[(32'h16)+:(3)]);
        counter$events = 32'h1;
        counter$enable = moves & signed_flags$q[32'h0] & cut;
        if (moves) begin
            if (rest_first) begin
                gain_sign$d = gain_negative$q;
            end
            magnitude$d = $unsigned(rest);
            if (rest[32'h1f]) begin
                magnitude$d = $unsigned(rest_negated);
            end
            magnitude_flags$d = ((rest_flags) & 4'hf);
            if (rest[32'h1f] ^ gain_sign$q) begin
                magnitude_flags$d = ((rest_flags) & 4'hf) | 32'h8;
            end
            if (beside_product$early[32'h1]) begin
                shift$d = places$q;
            end
            low$d = low_add$sum;
            over$d = low_add$over;
            high$d = quotient_bits[(32'h19)+:(25)];
            low_huge$d = descale$huge;
            low_flags$d = beside_descale$m;
            signed_low$d = low$q;
            signed_high$d = high_add$sum;
            signed_huge$d = low_huge$q;
            signed_flags$d = low_flags$q;
            dx$d = halves$whole[(32'h0)+:(48)];
            if (cut) begin
                dx$d = 64'h7fffffffffff;
                if (signed_flags$q[32'h3]) begin
                    dx$d = 64'h800000000000;
                end
            end
            dx_flags$d = signed_flags$q[(32'h0)+:(3)];
        end
        outlet$s_valid = dx_flags$q[32'h0];
        outlet$s_first = dx_flags$q[32'h1];
        outlet$s_data = ((dx$q) & 49'h1ffffffffffff) | (((dx_flags$q[32'h2]) & 49'h1ffffffffffff) << 32'h30);
        outlet$m_ready = m_ready;
        m_valid = outlet$m_valid;
        m_last = outlet$m_data[32'h30];
        m_data = $signed(outlet$m_data[(32'h0)+:(48)]);
        mu = mu_out$q;
        scale = scale_out$q;
        dgamma = dgamma_out$q;
        dbeta = dbeta_out$q;
        saturations = counter$count;
    end

endmodule

module l2_norm_backward$back$emit$beside_descale(clock,reset,advance,s,m,early);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [3:0] s;
    output reg  [3:0] m;
    output reg  [3:0] early;

    // Stub signals
    reg  [3:0] stage$0$d;
    wire  [3:0] stage$0$q;
    reg  [3:0] stage$1$d;
    wire  [3:0] stage$1$q;
    reg  [3:0] stage$2$d;
    wire  [3:0] stage$2$q;
    reg  [3:0] stage$3$d;
    wire  [3:0] stage$3$q;

    // Sub module instances
    l2_norm_backward$back$emit$beside_descale$stage$0 stage$0(
        .d(stage$0$d),
        .q(stage$0$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$beside_descale$stage$0 stage$1(
        .d(stage$1$d),
        .q(stage$1$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$beside_descale$stage$0 stage$2(
        .d(stage$2$d),
        .q(stage$2$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$beside_descale$stage$0 stage$3(
        .d(stage$3$d),
        .q(stage$3$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        stage$0$d = stage$0$q;
        stage$1$d = stage$1$q;
        stage$2$d = stage$2$q;
        stage$3$d = stage$3$q;
        if (advance) begin
            stage$0$d = s;
            stage$1$d = stage$0$q;
            stage$2$d = stage$1$q;
            stage$3$d = stage$2$q;
        end
        early = s;
        early = stage$0$q;
        early = stage$1$q;
        early = stage$2$q;
        m = stage$0$q;
        m = stage$1$q;
        m = stage$2$q;
        m = stage$3$q;
    end

endmodule

module l2_norm_backward$back$emit$beside_descale$stage$0(d,q,clock,reset);

    // Module arguments
    input wire  [3:0] d;
    output reg  [3:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 4'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit$counter(clock,reset,events,enable,count);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [1:0] events;
    input wire  enable;
    output reg  [31:0] count;

    // Stub signals
    reg  [1:0] flags$whole;
    wire  flags$parts$0;
    wire  flags$parts$1;
    reg  [7:0] ones$d;
    wire  [7:0] ones$q;
    reg  [31:0] total$d;
    wire  [31:0] total$q;
    reg  over$d;
    wire  over$q;

    // Local signals
    reg  [7:0] partial$0;
    reg  [7:0] partial$1;
    reg  [32:0] sum;

    // Sub module instances
    l2_norm_backward$back$emit$counter$flags flags(
        .whole(flags$whole),
        .parts$0(flags$parts$0),
        .parts$1(flags$parts$1)
    );
    l2_norm_backward$back$emit$counter$ones ones(
        .d(ones$d),
        .q(ones$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$remainder total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard over(
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
        ones$d = 32'h0;
        if (enable) begin
            ones$d = partial$0;
            ones$d = partial$1;
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

module l2_norm_backward$back$emit$counter$flags(whole,parts$0,parts$1);

    // Module arguments
    input wire  [1:0] whole;
    output reg  parts$0;
    output reg  parts$1;

    // Update code (custom)
    always @(*) parts$0 = whole[0:0];
    always @(*) parts$1 = whole[1:1];
endmodule

module l2_norm_backward$back$emit$counter$ones(d,q,clock,reset);

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

module l2_norm_backward$back$emit$descale(clock,reset,advance,value,shift,quotient,up,huge);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [58:0] value;
    input wire  [5:0] shift;
    output reg  [47:0] quotient;
    output reg  up;
    output reg  huge;

    // Update code (custom)
    reg [58:0] coarse; reg coarse_guard; reg coarse_sticky; reg [3:0] coarse_shift;
    reg [58:0] middle; reg middle_guard; reg middle_sticky; reg [1:0] middle_shift;
    reg [58:0] fine; reg fine_guard; reg fine_sticky;
    always @(posedge clock) begin
       if (reset) begin coarse <= 0; coarse_guard <= 0; coarse_sticky <= 0; end
       else if (advance) begin
          case (shift[5:4])
             2'd0: begin coarse <= value; coarse_guard <= 1'b0; coarse_sticky <= 1'b0; end
             2'd1: begin coarse <= value >> 16; coarse_guard <= value[15]; coarse_sticky <= 1'b0 | 1'b0 | (|value[14:0]); end
             2'd2: begin coarse <= value >> 32; coarse_guard <= value[31]; coarse_sticky <= 1'b0 | 1'b0 | (|value[30:0]); end
             2'd3: begin coarse <= value >> 48; coarse_guard <= value[47]; coarse_sticky <= 1'b0 | 1'b0 | (|value[46:0]); end
          endcase
       end
    end
    always @(posedge clock) begin
       if (reset) begin middle <= 0; middle_guard <= 0; middle_sticky <= 0; end
       else if (advance) begin
          case (coarse_shift[3:2])
             2'd0: begin middle <= coarse; middle_guard <= coarse_guard; middle_sticky <= coarse_sticky; end
             2'd1: begin middle <= coarse >> 4; middle_guard <= coarse[3]; middle_sticky <= coarse_sticky | coarse_guard | (|coarse[2:0]); end
             2'd2: begin middle <= coarse >> 8; middle_guard <= coarse[7]; middle_sticky <= coarse_sticky | coarse_guard | (|coarse[6:0]); end
             2'd3: begin middle <= coarse >> 12; middle_guard <= coarse[11]; middle_sticky <= coarse_sticky | coarse_guard | (|coarse[10:0]); end
          endcase
       end
    end
    always @(posedge clock) begin
       if (reset) begin fine <= 0; fine_guard <= 0; fine_sticky <= 0; end
       else if (advance) begin
          case (middle_shift[1:0])
             2'd0: begin fine <= middle; fine_guard <= middle_guard; fine_sticky <= middle_sticky; end
             2'd1: begin fine <= middle >> 1; fine_guard <= middle[0]; fine_sticky <= middle_sticky | middle_guard; end
             2'd2: begin fine <= middle >> 2; fine_guard <= middle[1]; fine_sticky <= middle_sticky | middle_guard | (|middle[0:0]); end
             2'd3: begin fine <= middle >> 3; fine_guard <= middle[2]; fine_sticky <= middle_sticky | middle_guard | (|middle[1:0]); end
          endcase
       end
    end
    always @(posedge clock) begin
       if (reset) begin coarse_shift <= 0; middle_shift <= 0; end
       else if (advance) begin coarse_shift <= shift[3:0]; middle_shift <= coarse_shift[1:0]; end
    end
    always @(posedge clock) begin
       if (reset) begin quotient <= 0; up <= 0; huge <= 0; end
       else if (advance) begin
          quotient <= fine[47:0];
          up <= fine_guard & (fine_sticky | fine[0]);
          huge <= |fine[58:48];
       end
    end
endmodule

module l2_norm_backward$back$emit$dgamma_out(d,q,clock,reset);

    // Module arguments
    input wire signed [41:0] d;
    output reg signed [41:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 42'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit$dx(d,q,clock,reset);

    // Module arguments
    input wire  [47:0] d;
    output reg  [47:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 48'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit$gain(d,q,clock,reset);

    // Module arguments
    input wire  [26:0] d;
    output reg  [26:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 27'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit$left(d,q,clock,reset);

    // Module arguments
    input wire  [10:0] d;
    output reg  [10:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 11'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit$mean(d,q,clock,reset);

    // Module arguments
    input wire signed [31:0] d;
    output reg signed [31:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 32'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit$multiply(clock,reset,advance,load,multiplicand,factor,product);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  load;
    input wire  [26:0] multiplicand;
    input wire  [31:0] factor;
    output reg  [58:0] product;

    // Update code (custom)
    reg [26:0] once;
    reg [28:0] thrice;
    always @(posedge clock) begin
       if (reset) begin once <= 0; thrice <= 0; end
       else if (load) begin once <= multiplicand; thrice <= {1'b0, multiplicand, 1'b0} + multiplicand; end
    end
    wire [28:0] row_0;
    assign row_0 = factor[1] ? (factor[0] ? thrice : {1'b0, once, 1'b0}) : (factor[0] ? {2'b0, once} : 29'b0);
    wire [28:0] row_1;
    assign row_1 = factor[3] ? (factor[2] ? thrice : {1'b0, once, 1'b0}) : (factor[2] ? {2'b0, once} : 29'b0);
    wire [28:0] row_2;
    assign row_2 = factor[5] ? (factor[4] ? thrice : {1'b0, once, 1'b0}) : (factor[4] ? {2'b0, once} : 29'b0);
    wire [28:0] row_3;
    assign row_3 = factor[7] ? (factor[6] ? thrice : {1'b0, once, 1'b0}) : (factor[6] ? {2'b0, once} : 29'b0);
    wire [28:0] row_4;
    assign row_4 = factor[9] ? (factor[8] ? thrice : {1'b0, once, 1'b0}) : (factor[8] ? {2'b0, once} : 29'b0);
    wire [28:0] row_5;
    assign row_5 = factor[11] ? (factor[10] ? thrice : {1'b0, once, 1'b0}) : (factor[10] ? {2'b0, once} : 29'b0);
    wire [28:0] row_6;
    assign row_6 = factor[13] ? (factor[12] ? thrice : {1'b0, once, 1'b0}) : (factor[12] ? {2'b0, once} : 29'b0);
    wire [28:0] row_7;
    assign row_7 = factor[15] ? (factor[14] ? thrice : {1'b0, once, 1'b0}) : (factor[14] ? {2'b0, once} : 29'b0);
    wire [28:0] row_8;
    assign row_8 = factor[17] ? (factor[16] ? thrice : {1'b0, once, 1'b0}) : (factor[16] ? {2'b0, once} : 29'b0);
    wire [28:0] row_9;
    assign row_9 = factor[19] ? (factor[18] ? thrice : {1'b0, once, 1'b0}) : (factor[18] ? {2'b0, once} : 29'b0);
    wire [28:0] row_10;
    assign row_10 = factor[21] ? (factor[20] ? thrice : {1'b0, once, 1'b0}) : (factor[20] ? {2'b0, once} : 29'b0);
    wire [28:0] row_11;
    assign row_11 = factor[23] ? (factor[22] ? thrice : {1'b0, once, 1'b0}) : (factor[22] ? {2'b0, once} : 29'b0);
    wire [28:0] row_12;
    assign row_12 = factor[25] ? (factor[24] ? thrice : {1'b0, once, 1'b0}) : (factor[24] ? {2'b0, once} : 29'b0);
    wire [28:0] row_13;
    assign row_13 = factor[27] ? (factor[26] ? thrice : {1'b0, once, 1'b0}) : (factor[26] ? {2'b0, once} : 29'b0);
    wire [28:0] row_14;
    assign row_14 = factor[29] ? (factor[28] ? thrice : {1'b0, once, 1'b0}) : (factor[28] ? {2'b0, once} : 29'b0);
    wire [28:0] row_15;
    assign row_15 = factor[31] ? (factor[30] ? thrice : {1'b0, once, 1'b0}) : (factor[30] ? {2'b0, once} : 29'b0);
    reg [31:0] sum_1_0;
    always @(posedge clock) begin
       if (reset) sum_1_0 <= 0;
       else if (advance) sum_1_0 <= row_0 + {row_1, 2'b0};
    end
    reg [31:0] sum_1_1;
    always @(posedge clock) begin
       if (reset) sum_1_1 <= 0;
       else if (advance) sum_1_1 <= row_2 + {row_3, 2'b0};
    end
    reg [31:0] sum_1_2;
    always @(posedge clock) begin
       if (reset) sum_1_2 <= 0;
       else if (advance) sum_1_2 <= row_4 + {row_5, 2'b0};
    end
    reg [31:0] sum_1_3;
    always @(posedge clock) begin
       if (reset) sum_1_3 <= 0;
       else if (advance) sum_1_3 <= row_6 + {row_7, 2'b0};
    end
    reg [31:0] sum_1_4;
    always @(posedge clock) begin
       if (reset) sum_1_4 <= 0;
       else if (advance) sum_1_4 <= row_8 + {row_9, 2'b0};
    end
    reg [31:0] sum_1_5;
    always @(posedge clock) begin
       if (reset) sum_1_5 <= 0;
       else if (advance) sum_1_5 <= row_10 + {row_11, 2'b0};
    end
    reg [31:0] sum_1_6;
    always @(posedge clock) begin
       if (reset) sum_1_6 <= 0;
       else if (advance) sum_1_6 <= row_12 + {row_13, 2'b0};
    end
    reg [31:0] sum_1_7;
    always @(posedge clock) begin
       if (reset) sum_1_7 <= 0;
       else if (advance) sum_1_7 <= row_14 + {row_15, 2'b0};
    end
    reg [36:0] sum_2_0;
    always @(posedge clock) begin
       if (reset) sum_2_0 <= 0;
       else if (advance) sum_2_0 <= sum_1_0 + {sum_1_1, 4'b0};
    end
    reg [36:0] sum_2_1;
    always @(posedge clock) begin
       if (reset) sum_2_1 <= 0;
       else if (advance) sum_2_1 <= sum_1_2 + {sum_1_3, 4'b0};
    end
    reg [36:0] sum_2_2;
    always @(posedge clock) begin
       if (reset) sum_2_2 <= 0;
       else if (advance) sum_2_2 <= sum_1_4 + {sum_1_5, 4'b0};
    end
    reg [36:0] sum_2_3;
    always @(posedge clock) begin
       if (reset) sum_2_3 <= 0;
       else if (advance) sum_2_3 <= sum_1_6 + {sum_1_7, 4'b0};
    end
    reg [45:0] sum_3_0;
    always @(posedge clock) begin
       if (reset) sum_3_0 <= 0;
       else if (advance) sum_3_0 <= sum_2_0 + {sum_2_1, 8'b0};
    end
    reg [45:0] sum_3_1;
    always @(posedge clock) begin
       if (reset) sum_3_1 <= 0;
       else if (advance) sum_3_1 <= sum_2_2 + {sum_2_3, 8'b0};
    end
    always @(posedge clock) begin
       if (reset) product <= 0;
       else if (advance) product <= sum_3_0 + {sum_3_1, 16'b0};
    end
endmodule

module l2_norm_backward$back$emit$offset_held(d,q,clock,reset);

    // Module arguments
    input wire signed [26:0] d;
    output reg signed [26:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 27'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit$outlet(clock,reset,advance,s_valid,s_data,s_first,entering,m_valid,m_ready,m_data);

    // Module arguments
    input wire  clock;
    input wire  reset;
    output reg  advance;
    input wire  s_valid;
    input wire  [48:0] s_data;
    input wire  s_first;
    output reg  entering;
    output reg  m_valid;
    input wire  m_ready;
    output reg  [48:0] m_data;

    // Stub signals
    reg  out_valid$d;
    wire  out_valid$q;
    reg  [48:0] out$d;
    wire  [48:0] out$q;
    reg  waiting_valid$d;
    wire  waiting_valid$q;
    reg  waiting_first$d;
    wire  waiting_first$q;
    reg  [48:0] waiting$d;
    wire  [48:0] waiting$q;

    // Local signals
    reg  push;
    reg  free;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard out_valid(
        .d(out_valid$d),
        .q(out_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$outlet$out out(
        .d(out$d),
        .q(out$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard waiting_valid(
        .d(waiting_valid$d),
        .q(waiting_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard waiting_first(
        .d(waiting_first$d),
        .q(waiting_first$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$outlet$out waiting(
        .d(waiting$d),
        .q(waiting$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        out_valid$d = out_valid$q;
        out$d = out$q;
        waiting_valid$d = waiting_valid$q;
        waiting_first$d = waiting_first$q;
        waiting$d = waiting$q;
        push = s_valid & ~waiting_valid$q;
        free = ~out_valid$q | m_ready;
        entering = 1'b0;
        if (free) begin
            out_valid$d = push | waiting_valid$q;
            out$d = s_data;
            entering = push & s_first;
            if (waiting_valid$q) begin
                out$d = waiting$q;
                entering = waiting_first$q;
            end
            waiting_valid$d = 1'b0;
        end
        else if (push) begin
            waiting_valid$d = 1'b1;
        end
        if (~waiting_valid$q) begin
            waiting$d = s_data;
            waiting_first$d = s_first;
        end
        advance = ~waiting_valid$q;
        m_valid = out_valid$q;
        m_data = out$q;
    end

endmodule

module l2_norm_backward$back$emit$outlet$out(d,q,clock,reset);

    // Module arguments
    input wire  [48:0] d;
    output reg  [48:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 49'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit$places(d,q,clock,reset);

    // Module arguments
    input wire  [5:0] d;
    output reg  [5:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 6'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$emit$round_dgamma(magnitude,up,negative,value);

    // Module arguments
    input wire  [41:0] magnitude;
    input wire  up;
    input wire  negative;
    output reg signed [41:0] value;

    // Update code (custom)
    always @(*) value = (magnitude ^ {42{negative}}) + {{41{1'b0}}, up ^ negative};
endmodule

module l2_norm_backward$back$emit$round_mean(mu,mu8);

    // Module arguments
    input wire signed [31:0] mu;
    output reg signed [24:0] mu8;

    // Update code (custom)
    always @(*) mu8 = {mu[31], mu[31:8]} + {{24{1'b0}}, mu[7] & (mu[8] | (|mu[6:0]))};
endmodule

module l2_norm_backward$back$emit$round_offset(magnitude,up,negative,value);

    // Module arguments
    input wire  [26:0] magnitude;
    input wire  up;
    input wire  negative;
    output reg signed [26:0] value;

    // Update code (custom)
    always @(*) value = (magnitude ^ {27{negative}}) + {{26{1'b0}}, up ^ negative};
endmodule

module l2_norm_backward$back$emit$scale_held(d,q,clock,reset);

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

module l2_norm_backward$back$emit$slope_held(d,q,clock,reset);

    // Module arguments
    input wire  [28:0] d;
    output reg  [28:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 29'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$gradient_ring(clock,write_enable,write_address,write_data,read1_enable,read1_address,read1_data,read2_enable,read2_address,read2_data);

    // Module arguments
    input wire  clock;
    input wire  write_enable;
    input wire  [10:0] write_address;
    input wire signed [7:0] write_data;
    input wire  read1_enable;
    input wire  [10:0] read1_address;
    output reg signed [7:0] read1_data;
    input wire  read2_enable;
    input wire  [10:0] read2_address;
    output reg signed [7:0] read2_data;

    // Update code (custom)
    reg signed [7:0] contents [0:2047];
    always @(posedge clock) begin
       if (write_enable) contents[write_address] <= write_data;
       if (read1_enable) read1_data <= contents[read1_address];
       if (read2_enable) read2_data <= contents[read2_address];
    end
endmodule

module l2_norm_backward$back$reciprocal(clock,reset,s_full,s_taken,s_root,s_up,s_mu,s_samples,s_tag,full,taken,gain,up,exponent,divisor,scale,mu,samples,tag);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_full;
    output reg  s_taken;
    input wire  [30:0] s_root;
    input wire  s_up;
    input wire signed [31:0] s_mu;
    input wire  [10:0] s_samples;
    input wire  [11:0] s_tag;
    output reg  full;
    input wire  taken;
    output reg  [26:0] gain;
    output reg  up;
    output reg  [5:0] exponent;
    output reg  [30:0] divisor;
    output reg  [30:0] scale;
    output reg signed [31:0] mu;
    output reg  [10:0] samples;
    output reg  [11:0] tag;

    // Constant declarations
    localparam  top = 6'b11110;
    localparam  top_at = 7'b11110;
    localparam  top4_at = 7'b11011;
    localparam  gamma_at = 6'b10011;
    localparam  low = 31'hffff;

    // Enums
    localparam GainState$Idle = 0;
    localparam GainState$Epsilon = 1;
    localparam GainState$Carry = 2;
    localparam GainState$Normalise = 3;
    localparam GainState$Divide = 4;

    // Stub signals
    reg  [2:0] state$d;
    wire  [2:0] state$q;
    reg  [30:0] scale_held$d;
    wire  [30:0] scale_held$q;
    reg signed [31:0] mean$d;
    wire signed [31:0] mean$q;
    reg  [10:0] number$d;
    wire  [10:0] number$q;
    reg  [11:0] tag_held$d;
    wire  [11:0] tag_held$q;
    reg  [30:0] normal$d;
    wire  [30:0] normal$q;
    reg  [5:0] places$d;
    wire  [5:0] places$q;
    reg  divide$start;
    reg  [31:0] divide$rest;
    reg  [26:0] divide$low;
    reg  [31:0] divide$denominator;
    wire  divide$done;
    wire  [26:0] divide$quotient;
    wire  divide$up;

    // Local signals
    reg  [11:0] gamma_bits;
    reg  [11:0] gamma_magnitude;
    reg  [30:0] rounded;

    // Sub module instances
    l2_norm_backward$back$reciprocal$state state(
        .d(state$d),
        .q(state$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$scale_held scale_held(
        .d(scale_held$d),
        .q(scale_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$mean mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left number(
        .d(number$d),
        .q(number$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$scale_held normal(
        .d(normal$d),
        .q(normal$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$places places(
        .d(places$d),
        .q(places$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$divide divide(
        .clock(clock),
        .reset(reset),
        .start(divide$start),
        .rest(divide$rest),
        .low(divide$low),
        .denominator(divide$denominator),
        .done(divide$done),
        .quotient(divide$quotient),
        .up(divide$up)
    );

    // Update code
    always @(*) begin
        state$d = state$q;
        scale_held$d = scale_held$q;
        mean$d = mean$q;
        number$d = number$q;
        tag_held$d = tag_held$q;
        normal$d = normal$q;
        places$d = places$q;
        rounded = 32'h0;
        if (s_up) begin
            rounded = 32'h1;
        end
        gamma_bits = tag_held$q[(32'h0)+:(12)];
        gamma_magnitude = gamma_bits;
        if (gamma_bits[32'hb]) begin
            gamma_magnitude = ~gamma_bits + 32'h1;
        end
        s_taken = 1'b0;
        full = 1'b0;
        divide$start = 1'b0;
        divide$rest = 32'h0;
        if (|scale_held$q) begin
            divide$rest = ((gamma_magnitude) & 32'hffffffff) << gamma_at;
        end
        divide$low = 32'h0;
        divide$denominator = ((normal$q) & 32'hffffffff);
        case (state$q)
            GainState$Idle:
                begin
                    if (s_full) begin
                        s_taken = 1'b1;
                        scale_held$d = s_root + rounded;
                        mean$d = s_mu;
                        number$d = s_samples;
                        tag_held$d = s_tag;
                        state$d = GainState$Epsilon;
                    end
                end
            GainState$Epsilon:
                begin
                    normal$d = (scale_held$q & low) + 32'h1;
                    places$d = top;
                    state$d = GainState$Carry;
                end
            GainState$Carry:
                begin
                    normal$d = (normal$q & low) | (((scale_held$q >> 32'h10) + (normal$q >> 32'h10)) << 32'h10);
                    state$d = GainState$Normalise;
                end
            GainState$Normalise:
                begin
                    if (normal$q[top_at]) begin
                        divide$start = 1'b1;
                        state$d = GainState$Divide;
                    end
                    else if (|normal$q[(top4_at)+:(4)]) begin
                        normal$d = normal$q << 32'h1;
                        places$d = places$q - 32'h1;
                    end
                    else begin
                        normal$d = normal$q << 32'h4;
                        places$d = places$q - 32'h4;
                    end
                end
            GainState$Divide:
                begin
                    full = divide$done;
                    if (taken) begin
                        state$d = GainState$Idle;
                    end
                end
            default:
                begin
                    state$d = GainState$Idle;
                end
        endcase
        gain = divide$quotient;
        up = divide$up;
        exponent = places$q;
        divisor = normal$q;
        scale = scale_held$q;
        mu = mean$q;
        samples = number$q;
        tag = tag_held$q;
    end

endmodule

module l2_norm_backward$back$reciprocal$divide(clock,reset,start,rest,low,denominator,done,quotient,up);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [31:0] rest;
    input wire  [26:0] low;
    input wire  [31:0] denominator;
    output reg  done;
    output reg  [26:0] quotient;
    output reg  up;

    // Constant declarations
    localparam  count = 7'b11011;
    localparam  one = 7'b1;
    localparam  top = 7'b11010;

    // Stub signals
    reg  [31:0] step$a;
    reg  [31:0] step$b;
    wire  [31:0] step$difference;
    wire  step$borrow;
    reg  [31:0] remainder$d;
    wire  [31:0] remainder$q;
    reg  [26:0] digits$d;
    wire  [26:0] digits$q;
    reg  [6:0] left$d;
    wire  [6:0] left$q;
    reg  busy$d;
    wire  busy$q;
    reg  at_guard$d;
    wire  at_guard$q;
    reg  guard$d;
    wire  guard$q;
    reg  guarded$d;
    wire  guarded$q;
    reg  upward$d;
    wire  upward$q;
    reg  finished$d;
    wire  finished$q;

    // Local signals
    reg  [31:0] next_bit;
    reg  [31:0] shifted;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$step step(
        .a(step$a),
        .b(step$b),
        .difference(step$difference),
        .borrow(step$borrow)
    );
    l2_norm_backward$back$derivative$divide$remainder remainder(
        .d(remainder$d),
        .q(remainder$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$gain digits(
        .d(digits$d),
        .q(digits$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard at_guard(
        .d(at_guard$d),
        .q(at_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard guard(
        .d(guard$d),
        .q(guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard guarded(
        .d(guarded$d),
        .q(guarded$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard upward(
        .d(upward$d),
        .q(upward$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        remainder$d = remainder$q;
        digits$d = digits$q;
        left$d = left$q;
        busy$d = busy$q;
        at_guard$d = at_guard$q;
        guard$d = guard$q;
        guarded$d = guarded$q;
        upward$d = upward$q;
        finished$d = finished$q;
        next_bit = 32'h0;
        if (~at_guard$q & digits$q[top]) begin
            next_bit = 32'h1;
        end
        shifted = (remainder$q << 32'h1) | next_bit;
        step$a = shifted;
        step$b = denominator;
        if (busy$q) begin
            left$d = left$q - 32'h1;
            at_guard$d = left$q == one;
            remainder$d = step$difference;
            if (step$borrow) begin
                remainder$d = shifted;
            end
            if (~at_guard$q) begin
                digits$d = (digits$q << 32'h1) | 32'h1;
                if (step$borrow) begin
                    digits$d = digits$q << 32'h1;
                end
            end
            else begin
                guard$d = ~step$borrow;
                busy$d = 1'b0;
            end
        end
        guarded$d = busy$q & at_guard$q;
        if (guarded$q) begin
            upward$d = guard$q & (|remainder$q | digits$q[32'h0]);
            finished$d = 1'b1;
        end
        if (start) begin
            remainder$d = rest;
            digits$d = low;
            left$d = count;
            busy$d = 1'b1;
            at_guard$d = 1'b0;
            finished$d = 1'b0;
        end
        done = finished$q;
        quotient = digits$q;
        up = upward$q;
    end

endmodule

module l2_norm_backward$back$reciprocal$state(d,q,clock,reset);

    // Module arguments
    input wire  [2:0] d;
    output reg  [2:0] q;
    input wire  clock;
    input wire  reset;

    // Enums
    localparam GainState$Idle = 0;
    localparam GainState$Epsilon = 1;
    localparam GainState$Carry = 2;
    localparam GainState$Normalise = 3;
    localparam GainState$Divide = 4;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 64'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$reciprocal$tag_held(d,q,clock,reset);

    // Module arguments
    input wire  [11:0] d;
    output reg  [11:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 12'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$share(clock,reset,s_full,s_taken,s_mu,s_scale,s_samples,s_gain,s_gain_negative,s_exponent,s_dgamma,s_dgamma_negative,s_dbeta,s_signs,s_normal,s_gain_up,s_dgamma_up,full,taken,mu,scale,samples,gain,gain_negative,exponent,dgamma,dgamma_negative,dbeta,signs,normal,mean,up);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_full;
    output reg  s_taken;
    input wire signed [31:0] s_mu;
    input wire  [30:0] s_scale;
    input wire  [10:0] s_samples;
    input wire  [26:0] s_gain;
    input wire  s_gain_negative;
    input wire  [5:0] s_exponent;
    input wire  [41:0] s_dgamma;
    input wire  s_dgamma_negative;
    input wire signed [24:0] s_dbeta;
    input wire signed [18:0] s_signs;
    input wire  [30:0] s_normal;
    input wire  s_gain_up;
    input wire  s_dgamma_up;
    output reg  full;
    input wire  taken;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg  [10:0] samples;
    output reg  [26:0] gain;
    output reg  gain_negative;
    output reg  [5:0] exponent;
    output reg  [41:0] dgamma;
    output reg  dgamma_negative;
    output reg signed [24:0] dbeta;
    output reg signed [18:0] signs;
    output reg  [30:0] normal;
    output reg  [24:0] mean;
    output reg  up;

    // Stub signals
    reg  busy$d;
    wire  busy$q;
    reg  begun$d;
    wire  begun$q;
    reg  running$d;
    wire  running$q;
    reg signed [31:0] mu_held$d;
    wire signed [31:0] mu_held$q;
    reg  [30:0] scale_held$d;
    wire  [30:0] scale_held$q;
    reg  [10:0] samples_held$d;
    wire  [10:0] samples_held$q;
    reg  [26:0] gain_held$d;
    wire  [26:0] gain_held$q;
    reg  gain_negative_held$d;
    wire  gain_negative_held$q;
    reg  [5:0] exponent_held$d;
    wire  [5:0] exponent_held$q;
    reg  [41:0] dgamma_held$d;
    wire  [41:0] dgamma_held$q;
    reg  dgamma_negative_held$d;
    wire  dgamma_negative_held$q;
    reg signed [24:0] dbeta_held$d;
    wire signed [24:0] dbeta_held$q;
    reg signed [18:0] signs_held$d;
    wire signed [18:0] signs_held$q;
    reg  [30:0] normal_held$d;
    wire  [30:0] normal_held$q;
    reg  divide$start;
    reg  [10:0] divide$rest;
    reg  [24:0] divide$low;
    reg  [10:0] divide$denominator;
    wire  divide$done;
    wire  [24:0] divide$quotient;
    wire  divide$up;

    // Local signals
    reg  [26:0] gain_up;
    reg  [41:0] dgamma_up;
    reg  takes;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard begun(
        .d(begun$d),
        .q(begun$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard running(
        .d(running$d),
        .q(running$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$mean mu_held(
        .d(mu_held$d),
        .q(mu_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$scale_held scale_held(
        .d(scale_held$d),
        .q(scale_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left samples_held(
        .d(samples_held$d),
        .q(samples_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$gain gain_held(
        .d(gain_held$d),
        .q(gain_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard gain_negative_held(
        .d(gain_negative_held$d),
        .q(gain_negative_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$places exponent_held(
        .d(exponent_held$d),
        .q(exponent_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$digits dgamma_held(
        .d(dgamma_held$d),
        .q(dgamma_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard dgamma_negative_held(
        .d(dgamma_negative_held$d),
        .q(dgamma_negative_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$dbeta_held dbeta_held(
        .d(dbeta_held$d),
        .q(dbeta_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$share$signs_held signs_held(
        .d(signs_held$d),
        .q(signs_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$scale_held normal_held(
        .d(normal_held$d),
        .q(normal_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$share$divide divide(
        .clock(clock),
        .reset(reset),
        .start(divide$start),
        .rest(divide$rest),
        .low(divide$low),
        .denominator(divide$denominator),
        .done(divide$done),
        .quotient(divide$quotient),
        .up(divide$up)
    );

    // Update code
    always @(*) begin
        busy$d = busy$q;
        begun$d = begun$q;
        running$d = running$q;
        mu_held$d = mu_held$q;
        scale_held$d = scale_held$q;
        samples_held$d = samples_held$q;
        gain_held$d = gain_held$q;
        gain_negative_held$d = gain_negative_held$q;
        exponent_held$d = exponent_held$q;
        dgamma_held$d = dgamma_held$q;
        dgamma_negative_held$d = dgamma_negative_held$q;
        dbeta_held$d = dbeta_held$q;
        signs_held$d = signs_held$q;
        normal_held$d = normal_held$q;
        takes = s_full & ~busy$q;
        s_taken = takes;
        gain_up = 32'h0;
        if (s_gain_up) begin
            gain_up = 32'h1;
        end
        dgamma_up = 32'h0;
        if (s_dgamma_up) begin
            dgamma_up = 32'h1;
        end
        if (taken) begin
            busy$d = 1'b0;
            running$d = 1'b0;
        end
        begun$d = takes;
        if (begun$q) begin
            running$d = 1'b1;
        end
        if (takes) begin
            busy$d = 1'b1;
            mu_held$d = s_mu;
            scale_held$d = s_scale;
            samples_held$d = s_samples;
            gain_negative_held$d = s_gain_negative;
            exponent_held$d = s_exponent;
            dgamma_negative_held$d = s_dgamma_negative;
            dbeta_held$d = s_dbeta;
            signs_held$d = s_signs;
            normal_held$d = s_normal;
            gain_held$d = s_gain + gain_up;
            dgamma_held$d = s_dgamma + dgamma_up;
        end
        divide$start = begun$q;
        divide$rest = ((dgamma_held$q[(32'h19)+:(17)]) & 11'h7ff);
        divide$low = dgamma_held$q[(32'h0)+:(25)];
        divide$denominator = samples_held$q;
        full = running$q & divide$done;
        mean = divide$quotient;
        up = divide$up;
        mu = mu_held$q;
        scale = scale_held$q;
        samples = samples_held$q;
        gain = gain_held$q;
        gain_negative = gain_negative_held$q;
        exponent = exponent_held$q;
        dgamma = dgamma_held$q;
        dgamma_negative = dgamma_negative_held$q;
        dbeta = dbeta_held$q;
        signs = signs_held$q;
        normal = normal_held$q;
    end

endmodule

module l2_norm_backward$back$share$divide(clock,reset,start,rest,low,denominator,done,quotient,up);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [10:0] rest;
    input wire  [24:0] low;
    input wire  [10:0] denominator;
    output reg  done;
    output reg  [24:0] quotient;
    output reg  up;

    // Constant declarations
    localparam  count = 7'b11001;
    localparam  one = 7'b1;
    localparam  top = 7'b11000;

    // Stub signals
    reg  [10:0] step$a;
    reg  [10:0] step$b;
    wire  [10:0] step$difference;
    wire  step$borrow;
    reg  [10:0] remainder$d;
    wire  [10:0] remainder$q;
    reg  [24:0] digits$d;
    wire  [24:0] digits$q;
    reg  [6:0] left$d;
    wire  [6:0] left$q;
    reg  busy$d;
    wire  busy$q;
    reg  at_guard$d;
    wire  at_guard$q;
    reg  guard$d;
    wire  guard$q;
    reg  guarded$d;
    wire  guarded$q;
    reg  upward$d;
    wire  upward$q;
    reg  finished$d;
    wire  finished$q;

    // Local signals
    reg  [10:0] next_bit;
    reg  [10:0] shifted;

    // Sub module instances
    l2_norm_backward$back$share$divide$step step(
        .a(step$a),
        .b(step$b),
        .difference(step$difference),
        .borrow(step$borrow)
    );
    l2_norm_backward$back$emit$left remainder(
        .d(remainder$d),
        .q(remainder$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$high digits(
        .d(digits$d),
        .q(digits$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard at_guard(
        .d(at_guard$d),
        .q(at_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard guard(
        .d(guard$d),
        .q(guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard guarded(
        .d(guarded$d),
        .q(guarded$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard upward(
        .d(upward$d),
        .q(upward$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        remainder$d = remainder$q;
        digits$d = digits$q;
        left$d = left$q;
        busy$d = busy$q;
        at_guard$d = at_guard$q;
        guard$d = guard$q;
        guarded$d = guarded$q;
        upward$d = upward$q;
        finished$d = finished$q;
        next_bit = 32'h0;
        if (~at_guard$q & digits$q[top]) begin
            next_bit = 32'h1;
        end
        shifted = (remainder$q << 32'h1) | next_bit;
        step$a = shifted;
        step$b = denominator;
        if (busy$q) begin
            left$d = left$q - 32'h1;
            at_guard$d = left$q == one;
            remainder$d = step$difference;
            if (step$borrow) begin
                remainder$d = shifted;
            end
            if (~at_guard$q) begin
                digits$d = (digits$q << 32'h1) | 32'h1;
                if (step$borrow) begin
                    digits$d = digits$q << 32'h1;
                end
            end
            else begin
                guard$d = ~step$borrow;
                busy$d = 1'b0;
            end
        end
        guarded$d = busy$q & at_guard$q;
        if (guarded$q) begin
            upward$d = guard$q & (|remainder$q | digits$q[32'h0]);
            finished$d = 1'b1;
        end
        if (start) begin
            remainder$d = rest;
            digits$d = low;
            left$d = count;
            busy$d = 1'b1;
            at_guard$d = 1'b0;
            finished$d = 1'b0;
        end
        done = finished$q;
        quotient = digits$q;
        up = upward$q;
    end

endmodule

module l2_norm_backward$back$share$divide$step(a,b,difference,borrow);

    // Module arguments
    input wire  [10:0] a;
    input wire  [10:0] b;
    output reg  [10:0] difference;
    output reg  borrow;

    // Update code (custom)
    wire [11:0] total;
    assign total = {1'b0, a} - {1'b0, b};
    always @(*) difference = total[10:0];
    always @(*) borrow = total[11];
endmodule

module l2_norm_backward$back$share$signs_held(d,q,clock,reset);

    // Module arguments
    input wire signed [18:0] d;
    output reg signed [18:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 19'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$shift(clock,reset,s_full,s_taken,s_mu,s_scale,s_samples,s_gain,s_gain_negative,s_exponent,s_dgamma,s_dgamma_negative,s_dbeta,s_signs,s_normal,s_mean,s_up,start,mean,balanced,balance,slope_done,full,taken,mu,scale,samples,gain,gain_negative,exponent,dgamma,dgamma_negative,dbeta,signs,normal,offset,offset_up,offset_negative);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_full;
    output reg  s_taken;
    input wire signed [31:0] s_mu;
    input wire  [30:0] s_scale;
    input wire  [10:0] s_samples;
    input wire  [26:0] s_gain;
    input wire  s_gain_negative;
    input wire  [5:0] s_exponent;
    input wire  [41:0] s_dgamma;
    input wire  s_dgamma_negative;
    input wire signed [24:0] s_dbeta;
    input wire signed [18:0] s_signs;
    input wire  [30:0] s_normal;
    input wire  [24:0] s_mean;
    input wire  s_up;
    output reg  start;
    output reg  [24:0] mean;
    input wire  balanced;
    input wire signed [43:0] balance;
    input wire  slope_done;
    output reg  full;
    input wire  taken;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg  [10:0] samples;
    output reg  [26:0] gain;
    output reg  gain_negative;
    output reg  [5:0] exponent;
    output reg  [41:0] dgamma;
    output reg  dgamma_negative;
    output reg signed [24:0] dbeta;
    output reg signed [18:0] signs;
    output reg  [30:0] normal;
    output reg  [24:0] offset;
    output reg  offset_up;
    output reg  offset_negative;

    // Stub signals
    reg  busy$d;
    wire  busy$q;
    reg  begun$d;
    wire  begun$q;
    reg  waiting$d;
    wire  waiting$q;
    reg  subtracted$d;
    wire  subtracted$q;
    reg  ready$d;
    wire  ready$q;
    reg  running$d;
    wire  running$q;
    reg  [24:0] mean_held$d;
    wire  [24:0] mean_held$q;
    reg signed [31:0] mu_held$d;
    wire signed [31:0] mu_held$q;
    reg  [30:0] scale_held$d;
    wire  [30:0] scale_held$q;
    reg  [10:0] samples_held$d;
    wire  [10:0] samples_held$q;
    reg  [26:0] gain_held$d;
    wire  [26:0] gain_held$q;
    reg  gain_negative_held$d;
    wire  gain_negative_held$q;
    reg  [5:0] exponent_held$d;
    wire  [5:0] exponent_held$q;
    reg  [41:0] dgamma_held$d;
    wire  [41:0] dgamma_held$q;
    reg  dgamma_negative_held$d;
    wire  dgamma_negative_held$q;
    reg signed [24:0] dbeta_held$d;
    wire signed [24:0] dbeta_held$q;
    reg signed [18:0] signs_held$d;
    wire signed [18:0] signs_held$q;
    reg  [30:0] normal_held$d;
    wire  [30:0] normal_held$q;
    reg signed [43:0] numerator$d;
    wire signed [43:0] numerator$q;
    reg  [43:0] magnitude$d;
    wire  [43:0] magnitude$q;
    reg  divide$start;
    reg  [10:0] divide$rest;
    reg  [24:0] divide$low;
    reg  [10:0] divide$denominator;
    wire  divide$done;
    wire  [24:0] divide$quotient;
    wire  divide$up;

    // Local signals
    reg  takes;
    reg  [24:0] mean_up;
    reg  [24:0] dbeta_bits;
    reg  [40:0] dbeta_shifted;
    reg signed [40:0] dbeta_fixed;
    reg signed [43:0] dbeta_wide;
    reg signed [43:0] negated;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard begun(
        .d(begun$d),
        .q(begun$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard waiting(
        .d(waiting$d),
        .q(waiting$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard subtracted(
        .d(subtracted$d),
        .q(subtracted$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard ready(
        .d(ready$d),
        .q(ready$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard running(
        .d(running$d),
        .q(running$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$high mean_held(
        .d(mean_held$d),
        .q(mean_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$mean mu_held(
        .d(mu_held$d),
        .q(mu_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$scale_held scale_held(
        .d(scale_held$d),
        .q(scale_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left samples_held(
        .d(samples_held$d),
        .q(samples_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$gain gain_held(
        .d(gain_held$d),
        .q(gain_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard gain_negative_held(
        .d(gain_negative_held$d),
        .q(gain_negative_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$places exponent_held(
        .d(exponent_held$d),
        .q(exponent_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$digits dgamma_held(
        .d(dgamma_held$d),
        .q(dgamma_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard dgamma_negative_held(
        .d(dgamma_negative_held$d),
        .q(dgamma_negative_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$dbeta_held dbeta_held(
        .d(dbeta_held$d),
        .q(dbeta_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$share$signs_held signs_held(
        .d(signs_held$d),
        .q(signs_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$scale_held normal_held(
        .d(normal_held$d),
        .q(normal_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$shift$numerator numerator(
        .d(numerator$d),
        .q(numerator$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$shift$magnitude magnitude(
        .d(magnitude$d),
        .q(magnitude$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$share$divide divide(
        .clock(clock),
        .reset(reset),
        .start(divide$start),
        .rest(divide$rest),
        .low(divide$low),
        .denominator(divide$denominator),
        .done(divide$done),
        .quotient(divide$quotient),
        .up(divide$up)
    );

    // Update code
    always @(*) begin
        busy$d = busy$q;
        begun$d = begun$q;
        waiting$d = waiting$q;
        subtracted$d = subtracted$q;
        ready$d = ready$q;
        running$d = running$q;
        mean_held$d = mean_held$q;
        mu_held$d = mu_held$q;
        scale_held$d = scale_held$q;
        samples_held$d = samples_held$q;
        gain_held$d = gain_held$q;
        gain_negative_held$d = gain_negative_held$q;
        exponent_held$d = exponent_held$q;
        dgamma_held$d = dgamma_held$q;
        dgamma_negative_held$d = dgamma_negative_held$q;
        dbeta_held$d = dbeta_held$q;
        signs_held$d = signs_held$q;
        normal_held$d = normal_held$q;
        numerator$d = numerator$q;
        magnitude$d = magnitude$q;
        takes = s_full & ~busy$q;
        s_taken = takes;
        mean_up = 32'h0;
        if (s_up) begin
            mean_up = 32'h1;
        end
        dbeta_bits = $unsigned(dbeta_held$q);
        dbeta_shifted = ((dbeta_bits) & 41'h1ffffffffff) << 32'h10;
        dbeta_fixed = $signed(dbeta_shifted);
        dbeta_wide = $signed(dbeta_fixed);
        negated = -numerator$q;
        begun$d = takes;
        subtracted$d = 1'b0;
        ready$d = subtracted$q;
        if (waiting$q & balanced) begin
            waiting$d = 1'b0;
            subtracted$d = 1'b1;
            numerator$d = dbeta_wide - balance;
        end
        if (subtracted$q) begin
            magnitude$d = $unsigned(numerator$q);
            if (numerator$q[32'h2b]) begin
                magnitude$d = $unsigned(negated);
            end
        end
        if (begun$q) begin
            waiting$d = 1'b1;
        end
        if (taken) begin
            busy$d = 1'b0;
            running$d = 1'b0;
        end
        if (ready$q) begin
            running$d = 1'b1;
        end
        if (takes) begin
            busy$d = 1'b1;
            mu_held$d = s_mu;
            scale_held$d = s_scale;
            samples_held$d = s_samples;
            gain_held$d = s_gain;
            gain_negative_held$d = s_gain_negative;
            exponent_held$d = s_exponent;
            dgamma_held$d = s_dgamma;
            dgamma_negative_held$d = s_dgamma_negative;
            dbeta_held$d = s_dbeta;
            signs_held$d = s_signs;
            normal_held$d = s_normal;
            mean_held$d = s_mean + mean_up;
        end
        divide$start = ready$q;
        divide$rest = ((magnitude$q[(32'h19)+:(19)]) & 11'h7ff);
        divide$low = magnitude$q[(32'h0)+:(25)];
        divide$denominator = samples_held$q;
        start = begun$q;
        mean = mean_held$q;
        full = running$q & divide$done & slope_done;
        offset = divide$quotient;
        offset_up = divide$up;
        offset_negative = numerator$q[32'h2b];
        mu = mu_held$q;
        scale = scale_held$q;
        samples = samples_held$q;
        gain = gain_held$q;
        gain_negative = gain_negative_held$q;
        exponent = exponent_held$q;
        dgamma = dgamma_held$q;
        dgamma_negative = dgamma_negative_held$q;
        dbeta = dbeta_held$q;
        signs = signs_held$q;
        normal = normal_held$q;
    end

endmodule

module l2_norm_backward$back$shift$magnitude(d,q,clock,reset);

    // Module arguments
    input wire  [43:0] d;
    output reg  [43:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 44'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$shift$numerator(d,q,clock,reset);

    // Module arguments
    input wire signed [43:0] d;
    output reg signed [43:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 44'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$back$sums(clock,reset,sample,gradient,sample_valid,sample_last,mu8,negative,zero,held,projected_low,projected_high,dbeta,signs);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire signed [15:0] sample;
    input wire signed [7:0] gradient;
    input wire  sample_valid;
    input wire  sample_last;
    input wire signed [24:0] mu8;
    input wire  negative;
    input wire  zero;
    input wire  held;
    output reg  [24:0] projected_low;
    output reg  [24:0] projected_high;
    output reg signed [24:0] dbeta;
    output reg signed [18:0] signs;

    // Constant declarations
    localparam  limb = 7'b11001;

    // Stub signals
    reg signed [24:0] deviation$d;
    wire signed [24:0] deviation$q;
    reg signed [7:0] weight$d;
    wire signed [7:0] weight$q;
    reg  valid$d;
    wire  valid$q;
    reg  last$d;
    wire  last$q;
    reg signed [24:0] multiply$deviation;
    reg signed [7:0] multiply$weight;
    wire signed [32:0] multiply$product;
    reg  beside$advance;
    reg  [11:0] beside$s;
    wire  [11:0] beside$m;
    wire  [11:0] beside$early;
    reg  [11:0] then_beside$d;
    wire  [11:0] then_beside$q;
    reg  [24:0] projected$term_low;
    reg  [24:0] projected$term_high;
    reg  projected$carry;
    reg  projected$term_valid;
    reg  projected$term_last;
    reg  projected$taken;
    wire  [24:0] projected$low;
    wire  [24:0] projected$high;
    wire  projected$complete;
    reg  [12:0] sum$term_low;
    reg  [12:0] sum$term_high;
    reg  sum$carry;
    reg  sum$term_valid;
    reg  sum$term_last;
    reg  sum$taken;
    wire  [12:0] sum$low;
    wire  [12:0] sum$high;
    wire  sum$complete;
    reg  counted$d;
    wire  counted$q;
    reg signed [18:0] count$d;
    wire signed [18:0] count$q;
    reg  taken$d;
    wire  taken$q;
    reg  whole$d;
    wire  whole$q;
    reg  [24:0] low_held$d;
    wire  [24:0] low_held$q;
    reg  [24:0] high_held$d;
    wire  [24:0] high_held$q;
    reg signed [24:0] dbeta_held$d;
    wire signed [24:0] dbeta_held$q;
    reg signed [18:0] signs_held$d;
    wire signed [18:0] signs_held$q;

    // Local signals
    reg  [23:0] shifted;
    reg signed [23:0] fixed;
    reg signed [24:0] wide;
    reg  [7:0] weight_bits;
    reg signed [49:0] product_wide;
    reg signed [7:0] late_weight;
    reg signed [25:0] weight_wide;
    reg signed [18:0] one;
    reg signed [18:0] count_before;
    reg  taking;
    reg  [24:0] sum_bits;

    // Sub module instances
    l2_norm_backward$back$dbeta_held deviation(
        .d(deviation$d),
        .q(deviation$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$dy weight(
        .d(weight$d),
        .q(weight$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard valid(
        .d(valid$d),
        .q(valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard last(
        .d(last$d),
        .q(last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$sums$multiply multiply(
        .clock(clock),
        .reset(reset),
        .deviation(multiply$deviation),
        .weight(multiply$weight),
        .product(multiply$product)
    );
    l2_norm_backward$back$sums$beside beside(
        .clock(clock),
        .reset(reset),
        .advance(beside$advance),
        .s(beside$s),
        .m(beside$m),
        .early(beside$early)
    );
    l2_norm_backward$back$reciprocal$tag_held then_beside(
        .d(then_beside$d),
        .q(then_beside$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$sums$projected projected(
        .clock(clock),
        .reset(reset),
        .term_low(projected$term_low),
        .term_high(projected$term_high),
        .carry(projected$carry),
        .term_valid(projected$term_valid),
        .term_last(projected$term_last),
        .taken(projected$taken),
        .low(projected$low),
        .high(projected$high),
        .complete(projected$complete)
    );
    l2_norm_backward$back$sums$sum sum(
        .clock(clock),
        .reset(reset),
        .term_low(sum$term_low),
        .term_high(sum$term_high),
        .carry(sum$carry),
        .term_valid(sum$term_valid),
        .term_last(sum$term_last),
        .taken(sum$taken),
        .low(sum$low),
        .high(sum$high),
        .complete(sum$complete)
    );
    l2_norm_backward$back$derivative$divide$at_guard counted(
        .d(counted$d),
        .q(counted$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$share$signs_held count(
        .d(count$d),
        .q(count$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard taken(
        .d(taken$d),
        .q(taken$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard whole(
        .d(whole$d),
        .q(whole$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$high low_held(
        .d(low_held$d),
        .q(low_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$high high_held(
        .d(high_held$d),
        .q(high_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$dbeta_held dbeta_held(
        .d(dbeta_held$d),
        .q(dbeta_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$share$signs_held signs_held(
        .d(signs_held$d),
        .q(signs_held$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        deviation$d = deviation$q;
        weight$d = weight$q;
        valid$d = valid$q;
        last$d = last$q;
        then_beside$d = then_beside$q;
        counted$d = counted$q;
        count$d = count$q;
        taken$d = taken$q;
        whole$d = whole$q;
        low_held$d = low_held$q;
        high_held$d = high_held$q;
        dbeta_held$d = dbeta_held$q;
        signs_held$d = signs_held$q;
        shifted = ((sample[(32'h0)+:(16)]) & 24'hffffff) << 32'h8;
        fixed = $signed(shifted);
        wide = $signed(fixed);
        deviation$d = wide - mu8;
        weight$d = gradient;
        valid$d = sample_valid;
        last$d = sample_last;
        multiply$deviation = deviation$q;
        multiply$weight = weight$q;
        weight_bits = $unsigned(weight$q);
        beside$advance = 1'b1;
        beside$s = ((weight_bits) & 12'hfff) | (((valid$q) & 12'hfff) << 32'h8) | (((last$q) & 12'hfff) << 32'h9) | (((negative) & 12'hfff) << 32'ha) | (((zero) & 12'hfff) << 32'hb);
        product_wide = $signed(multiply$product);
        projected$term_low = product_wide[(32'h0)+:(25)];
        projected$term_high = product_wide[(limb)+:(25)];
        projected$carry = 1'b0;
        projected$term_valid = beside$m[32'h8];
        projected$term_last = beside$m[32'h9];
        projected$taken = 1'b1;
        late_weight = $signed(beside$m[(32'h0)+:(8)]);
        weight_wide = $signed(late_weight);
        sum$term_low = weight_wide[(32'h0)+:(13)];
        sum$term_high = weight_wide[(32'hd)+:(13)];
        sum$carry = 1'b0;
        sum$term_valid = beside$m[32'h8];
        sum$term_last = beside$m[32'h9];
        sum$taken = 1'b1;
        then_beside$d = beside$m;
        one = 32'h1;
        count_before = 32'h0;
        if (counted$q) begin
            count_before = count$q;
        end
        if (then_beside$q[32'h8]) begin
            counted$d = ~then_beside$q[32'h9];
            count$d = count_before;
            if (~then_beside$q[32'hb]) begin
                count$d = count_before + one;
                if (then_beside$q[32'ha]) begin
                    count$d = count_before - one;
                end
            end
        end
        taking = whole$q & held & ~taken$q;
        sum_bits = ((sum$low) & 25'h1ffffff) | (((sum$high) & 25'h1ffffff) << 32'hd);
        if (~held) begin
            taken$d = 1'b0;
        end
        if (taking) begin
            taken$d = 1'b1;
            low_held$d = projected$low;
            high_held$d = projected$high;
            dbeta_held$d = $signed(sum_bits);
            signs_held$d = count$q;
            whole$d = 1'b0;
        end
        if (then_beside$q[32'h8] & then_beside$q[32'h9]) begin
            whole$d = 1'b1;
        end
        projected_low = low_held$q;
        projected_high = high_held$q;
        dbeta = dbeta_held$q;
        signs = signs_held$q;
    end

endmodule

module l2_norm_backward$back$sums$beside(clock,reset,advance,s,m,early);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [11:0] s;
    output reg  [11:0] m;
    output reg  [11:0] early;

    // Stub signals
    reg  [11:0] stage$0$d;
    wire  [11:0] stage$0$q;
    reg  [11:0] stage$1$d;
    wire  [11:0] stage$1$q;
    reg  [11:0] stage$2$d;
    wire  [11:0] stage$2$q;

    // Sub module instances
    l2_norm_backward$back$reciprocal$tag_held stage$0(
        .d(stage$0$d),
        .q(stage$0$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held stage$1(
        .d(stage$1$d),
        .q(stage$1$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held stage$2(
        .d(stage$2$d),
        .q(stage$2$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        stage$0$d = stage$0$q;
        stage$1$d = stage$1$q;
        stage$2$d = stage$2$q;
        if (advance) begin
            stage$0$d = s;
            stage$1$d = stage$0$q;
            stage$2$d = stage$1$q;
        end
        early = s;
        early = stage$0$q;
        early = stage$1$q;
        m = stage$0$q;
        m = stage$1$q;
        m = stage$2$q;
    end

endmodule

module l2_norm_backward$back$sums$multiply(clock,reset,deviation,weight,product);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire signed [24:0] deviation;
    input wire signed [7:0] weight;
    output reg signed [32:0] product;

    // Update code (custom)
    wire signed [26:0] once;
    wire signed [26:0] twice;
    assign once = $signed(deviation);
    assign twice = $signed({deviation, 1'b0});
    wire signed [26:0] odd_0;
    wire signed [26:0] even_0;
    reg signed [26:0] row_0;
    assign even_0 = once & {27{weight[0]}};
    assign odd_0 = twice & {27{weight[1]}};
    always @(posedge clock) begin
       if (reset) row_0 <= 0;
       else row_0 <= even_0 + odd_0;
    end
    wire signed [26:0] odd_1;
    wire signed [26:0] even_1;
    reg signed [26:0] row_1;
    assign even_1 = once & {27{weight[2]}};
    assign odd_1 = twice & {27{weight[3]}};
    always @(posedge clock) begin
       if (reset) row_1 <= 0;
       else row_1 <= even_1 + odd_1;
    end
    wire signed [26:0] odd_2;
    wire signed [26:0] even_2;
    reg signed [26:0] row_2;
    assign even_2 = once & {27{weight[4]}};
    assign odd_2 = twice & {27{weight[5]}};
    always @(posedge clock) begin
       if (reset) row_2 <= 0;
       else row_2 <= even_2 + odd_2;
    end
    wire signed [26:0] odd_3;
    wire signed [26:0] even_3;
    reg signed [26:0] row_3;
    assign even_3 = once & {27{weight[6]}};
    assign odd_3 = twice & {27{weight[7]}};
    always @(posedge clock) begin
       if (reset) row_3 <= 0;
       else row_3 <= even_3 - odd_3;
    end
    wire signed [29:0] low_0;
    wire signed [29:0] high_0;
    reg signed [29:0] pair_0;
    assign low_0 = row_0;
    assign high_0 = $signed({row_1, 2'b0});
    always @(posedge clock) begin
       if (reset) pair_0 <= 0;
       else pair_0 <= low_0 + high_0;
    end
    wire signed [29:0] low_1;
    wire signed [29:0] high_1;
    reg signed [29:0] pair_1;
    assign low_1 = row_2;
    assign high_1 = $signed({row_3, 2'b0});
    always @(posedge clock) begin
       if (reset) pair_1 <= 0;
       else pair_1 <= low_1 + high_1;
    end
    wire signed [32:0] low;
    wire signed [32:0] high;
    assign low = pair_0;
    assign high = $signed({pair_1[28:0], 4'b0});
    always @(posedge clock) begin
       if (reset) product <= 0;
       else product <= low + high;
    end
endmodule

module l2_norm_backward$back$sums$projected(clock,reset,term_low,term_high,carry,term_valid,term_last,taken,low,high,complete);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [24:0] term_low;
    input wire  [24:0] term_high;
    input wire  carry;
    input wire  term_valid;
    input wire  term_last;
    input wire  taken;
    output reg  [24:0] low;
    output reg  [24:0] high;
    output reg  complete;

    // Stub signals
    reg  under_way$d;
    wire  under_way$q;
    reg  [24:0] low_add$a;
    reg  [24:0] low_add$b;
    reg  low_add$carry;
    wire  [24:0] low_add$sum;
    wire  low_add$over;
    reg  [24:0] low_sum$d;
    wire  [24:0] low_sum$q;
    reg  [24:0] low_again$d;
    wire  [24:0] low_again$q;
    reg  above$d;
    wire  above$q;
    reg  [24:0] high_term$d;
    wire  [24:0] high_term$q;
    reg  high_valid$d;
    wire  high_valid$q;
    reg  high_last$d;
    wire  high_last$q;
    reg  high_first$d;
    wire  high_first$q;
    reg  [24:0] high_add$a;
    reg  [24:0] high_add$b;
    reg  high_add$carry;
    wire  [24:0] high_add$sum;
    wire  high_add$over;
    reg  [24:0] high_sum$d;
    wire  [24:0] high_sum$q;
    reg  whole$d;
    wire  whole$q;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard under_way(
        .d(under_way$d),
        .q(under_way$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$add low_add(
        .a(low_add$a),
        .b(low_add$b),
        .carry(low_add$carry),
        .sum(low_add$sum),
        .over(low_add$over)
    );
    l2_norm_backward$back$derivative$high low_sum(
        .d(low_sum$d),
        .q(low_sum$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$high low_again(
        .d(low_again$d),
        .q(low_again$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard above(
        .d(above$d),
        .q(above$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$high high_term(
        .d(high_term$d),
        .q(high_term$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard high_valid(
        .d(high_valid$d),
        .q(high_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard high_last(
        .d(high_last$d),
        .q(high_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard high_first(
        .d(high_first$d),
        .q(high_first$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$add high_add(
        .a(high_add$a),
        .b(high_add$b),
        .carry(high_add$carry),
        .sum(high_add$sum),
        .over(high_add$over)
    );
    l2_norm_backward$back$derivative$high high_sum(
        .d(high_sum$d),
        .q(high_sum$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard whole(
        .d(whole$d),
        .q(whole$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        under_way$d = under_way$q;
        low_sum$d = low_sum$q;
        low_again$d = low_again$q;
        above$d = above$q;
        high_term$d = high_term$q;
        high_valid$d = high_valid$q;
        high_last$d = high_last$q;
        high_first$d = high_first$q;
        high_sum$d = high_sum$q;
        whole$d = whole$q;
        low_add$a = 32'h0;
        if (under_way$q) begin
            low_add$a = low_sum$q;
        end
        low_add$b = term_low;
        low_add$carry = carry;
        high_valid$d = term_valid;
        if (term_valid) begin
            low_sum$d = low_add$sum;
            above$d = low_add$over;
            high_term$d = term_high;
            under_way$d = ~term_last;
            high_first$d = ~under_way$q;
            high_last$d = term_last;
        end
        low_again$d = low_sum$q;
        high_add$a = high_sum$q;
        if (high_first$q) begin
            high_add$a = 32'h0;
        end
        high_add$b = high_term$q;
        high_add$carry = above$q;
        if (taken) begin
            whole$d = 1'b0;
        end
        if (high_valid$q) begin
            high_sum$d = high_add$sum;
            if (high_last$q) begin
                whole$d = 1'b1;
            end
        end
        low = low_again$q;
        high = high_sum$q;
        complete = whole$q;
    end

endmodule

module l2_norm_backward$back$sums$sum(clock,reset,term_low,term_high,carry,term_valid,term_last,taken,low,high,complete);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [12:0] term_low;
    input wire  [12:0] term_high;
    input wire  carry;
    input wire  term_valid;
    input wire  term_last;
    input wire  taken;
    output reg  [12:0] low;
    output reg  [12:0] high;
    output reg  complete;

    // Stub signals
    reg  under_way$d;
    wire  under_way$q;
    reg  [12:0] low_add$a;
    reg  [12:0] low_add$b;
    reg  low_add$carry;
    wire  [12:0] low_add$sum;
    wire  low_add$over;
    reg  [12:0] low_sum$d;
    wire  [12:0] low_sum$q;
    reg  [12:0] low_again$d;
    wire  [12:0] low_again$q;
    reg  above$d;
    wire  above$q;
    reg  [12:0] high_term$d;
    wire  [12:0] high_term$q;
    reg  high_valid$d;
    wire  high_valid$q;
    reg  high_last$d;
    wire  high_last$q;
    reg  high_first$d;
    wire  high_first$q;
    reg  [12:0] high_add$a;
    reg  [12:0] high_add$b;
    reg  high_add$carry;
    wire  [12:0] high_add$sum;
    wire  high_add$over;
    reg  [12:0] high_sum$d;
    wire  [12:0] high_sum$q;
    reg  whole$d;
    wire  whole$q;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard under_way(
        .d(under_way$d),
        .q(under_way$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$sums$sum$high_add low_add(
        .a(low_add$a),
        .b(low_add$b),
        .carry(low_add$carry),
        .sum(low_add$sum),
        .over(low_add$over)
    );
    l2_norm_backward$back$sums$sum$high_sum low_sum(
        .d(low_sum$d),
        .q(low_sum$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$sums$sum$high_sum low_again(
        .d(low_again$d),
        .q(low_again$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard above(
        .d(above$d),
        .q(above$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$sums$sum$high_sum high_term(
        .d(high_term$d),
        .q(high_term$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard high_valid(
        .d(high_valid$d),
        .q(high_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard high_last(
        .d(high_last$d),
        .q(high_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard high_first(
        .d(high_first$d),
        .q(high_first$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$sums$sum$high_add high_add(
        .a(high_add$a),
        .b(high_add$b),
        .carry(high_add$carry),
        .sum(high_add$sum),
        .over(high_add$over)
    );
    l2_norm_backward$back$sums$sum$high_sum high_sum(
        .d(high_sum$d),
        .q(high_sum$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard whole(
        .d(whole$d),
        .q(whole$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        under_way$d = under_way$q;
        low_sum$d = low_sum$q;
        low_again$d = low_again$q;
        above$d = above$q;
        high_term$d = high_term$q;
        high_valid$d = high_valid$q;
        high_last$d = high_last$q;
        high_first$d = high_first$q;
        high_sum$d = high_sum$q;
        whole$d = whole$q;
        low_add$a = 32'h0;
        if (under_way$q) begin
            low_add$a = low_sum$q;
        end
        low_add$b = term_low;
        low_add$carry = carry;
        high_valid$d = term_valid;
        if (term_valid) begin
            low_sum$d = low_add$sum;
            above$d = low_add$over;
            high_term$d = term_high;
            under_way$d = ~term_last;
            high_first$d = ~under_way$q;
            high_last$d = term_last;
        end
        low_again$d = low_sum$q;
        high_add$a = high_sum$q;
        if (high_first$q) begin
            high_add$a = 32'h0;
        end
        high_add$b = high_term$q;
        high_add$carry = above$q;
        if (taken) begin
            whole$d = 1'b0;
        end
        if (high_valid$q) begin
            high_sum$d = high_add$sum;
            if (high_last$q) begin
                whole$d = 1'b1;
            end
        end
        low = low_again$q;
        high = high_sum$q;
        complete = whole$q;
    end

endmodule

module l2_norm_backward$back$sums$sum$high_add(a,b,carry,sum,over);

    // Module arguments
    input wire  [12:0] a;
    input wire  [12:0] b;
    input wire  carry;
    output reg  [12:0] sum;
    output reg  over;

    // Update code (custom)
    wire [14:0] total;
    assign total = {1'b0, a, 1'b1} + {1'b0, b, carry};
    always @(*) sum = total[13:1];
    always @(*) over = total[14];
endmodule

module l2_norm_backward$back$sums$sum$high_sum(d,q,clock,reset);

    // Module arguments
    input wire  [12:0] d;
    output reg  [12:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 13'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$deviation(clock,reset,sample,sample_valid,sample_last,mu8,taken,low,high,complete);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire signed [15:0] sample;
    input wire  sample_valid;
    input wire  sample_last;
    input wire signed [24:0] mu8;
    input wire  taken;
    output reg  [31:0] low;
    output reg  [31:0] high;
    output reg  complete;

    // Constant declarations
    localparam  limb = 7'b100000;

    // Stub signals
    reg  squarer$s_valid;
    reg  squarer$s_last;
    reg  [24:0] squarer$s_data;
    wire  squarer$m_valid;
    wire  squarer$m_last;
    wire  [49:0] squarer$m_data;
    reg  [31:0] accumulate$term_low;
    reg  [31:0] accumulate$term_high;
    reg  accumulate$carry;
    reg  accumulate$term_valid;
    reg  accumulate$term_last;
    reg  accumulate$taken;
    wire  [31:0] accumulate$low;
    wire  [31:0] accumulate$high;
    wire  accumulate$complete;

    // Local signals
    reg  [23:0] shifted;
    reg signed [23:0] fixed;
    reg signed [24:0] wide;
    reg signed [24:0] difference;

    // Sub module instances
    l2_norm_backward$deviation$squarer squarer(
        .clock(clock),
        .reset(reset),
        .s_valid(squarer$s_valid),
        .s_last(squarer$s_last),
        .s_data(squarer$s_data),
        .m_valid(squarer$m_valid),
        .m_last(squarer$m_last),
        .m_data(squarer$m_data)
    );
    l2_norm_backward$deviation$accumulate accumulate(
        .clock(clock),
        .reset(reset),
        .term_low(accumulate$term_low),
        .term_high(accumulate$term_high),
        .carry(accumulate$carry),
        .term_valid(accumulate$term_valid),
        .term_last(accumulate$term_last),
        .taken(accumulate$taken),
        .low(accumulate$low),
        .high(accumulate$high),
        .complete(accumulate$complete)
    );

    // Update code
    always @(*) begin
        shifted = ((sample[(32'h0)+:(16)]) & 24'hffffff) << 32'h8;
        fixed = $signed(shifted);
        wide = $signed(fixed);
        difference = wide - mu8;
        squarer$s_valid = sample_valid;
        squarer$s_last = sample_last;
        squarer$s_data = $unsigned(difference);
        accumulate$term_low = squarer$m_data[(32'h0)+:(32)];
        accumulate$term_high = ((squarer$m_data[(limb)+:(16)]) & 32'hffffffff);
        accumulate$carry = 1'b0;
        accumulate$term_valid = squarer$m_valid;
        accumulate$term_last = squarer$m_last;
        accumulate$taken = taken;
        low = accumulate$low;
        high = accumulate$high;
        complete = accumulate$complete;
    end

endmodule

module l2_norm_backward$deviation$accumulate(clock,reset,term_low,term_high,carry,term_valid,term_last,taken,low,high,complete);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [31:0] term_low;
    input wire  [31:0] term_high;
    input wire  carry;
    input wire  term_valid;
    input wire  term_last;
    input wire  taken;
    output reg  [31:0] low;
    output reg  [31:0] high;
    output reg  complete;

    // Stub signals
    reg  under_way$d;
    wire  under_way$q;
    reg  [31:0] low_add$a;
    reg  [31:0] low_add$b;
    reg  low_add$carry;
    wire  [31:0] low_add$sum;
    wire  low_add$over;
    reg  [31:0] low_sum$d;
    wire  [31:0] low_sum$q;
    reg  [31:0] low_again$d;
    wire  [31:0] low_again$q;
    reg  above$d;
    wire  above$q;
    reg  [31:0] high_term$d;
    wire  [31:0] high_term$q;
    reg  high_valid$d;
    wire  high_valid$q;
    reg  high_last$d;
    wire  high_last$q;
    reg  high_first$d;
    wire  high_first$q;
    reg  [31:0] high_add$a;
    reg  [31:0] high_add$b;
    reg  high_add$carry;
    wire  [31:0] high_add$sum;
    wire  high_add$over;
    reg  [31:0] high_sum$d;
    wire  [31:0] high_sum$q;
    reg  whole$d;
    wire  whole$q;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard under_way(
        .d(under_way$d),
        .q(under_way$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$accumulate$high_add low_add(
        .a(low_add$a),
        .b(low_add$b),
        .carry(low_add$carry),
        .sum(low_add$sum),
        .over(low_add$over)
    );
    l2_norm_backward$back$derivative$divide$remainder low_sum(
        .d(low_sum$d),
        .q(low_sum$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$remainder low_again(
        .d(low_again$d),
        .q(low_again$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard above(
        .d(above$d),
        .q(above$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$remainder high_term(
        .d(high_term$d),
        .q(high_term$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard high_valid(
        .d(high_valid$d),
        .q(high_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard high_last(
        .d(high_last$d),
        .q(high_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard high_first(
        .d(high_first$d),
        .q(high_first$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$accumulate$high_add high_add(
        .a(high_add$a),
        .b(high_add$b),
        .carry(high_add$carry),
        .sum(high_add$sum),
        .over(high_add$over)
    );
    l2_norm_backward$back$derivative$divide$remainder high_sum(
        .d(high_sum$d),
        .q(high_sum$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard whole(
        .d(whole$d),
        .q(whole$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        under_way$d = under_way$q;
        low_sum$d = low_sum$q;
        low_again$d = low_again$q;
        above$d = above$q;
        high_term$d = high_term$q;
        high_valid$d = high_valid$q;
        high_last$d = high_last$q;
        high_first$d = high_first$q;
        high_sum$d = high_sum$q;
        whole$d = whole$q;
        low_add$a = 32'h0;
        if (under_way$q) begin
            low_add$a = low_sum$q;
        end
        low_add$b = term_low;
        low_add$carry = carry;
        high_valid$d = term_valid;
        if (term_valid) begin
            low_sum$d = low_add$sum;
            above$d = low_add$over;
            high_term$d = term_high;
            under_way$d = ~term_last;
            high_first$d = ~under_way$q;
            high_last$d = term_last;
        end
        low_again$d = low_sum$q;
        high_add$a = high_sum$q;
        if (high_first$q) begin
            high_add$a = 32'h0;
        end
        high_add$b = high_term$q;
        high_add$carry = above$q;
        if (taken) begin
            whole$d = 1'b0;
        end
        if (high_valid$q) begin
            high_sum$d = high_add$sum;
            if (high_last$q) begin
                whole$d = 1'b1;
            end
        end
        low = low_again$q;
        high = high_sum$q;
        complete = whole$q;
    end

endmodule

module l2_norm_backward$deviation$accumulate$high_add(a,b,carry,sum,over);

    // Module arguments
    input wire  [31:0] a;
    input wire  [31:0] b;
    input wire  carry;
    output reg  [31:0] sum;
    output reg  over;

    // Update code (custom)
    wire [33:0] total;
    assign total = {1'b0, a, 1'b1} + {1'b0, b, carry};
    always @(*) sum = total[32:1];
    always @(*) over = total[33];
endmodule

module l2_norm_backward$deviation$squarer(clock,reset,s_valid,s_last,s_data,m_valid,m_last,m_data);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    input wire  s_last;
    input wire  [24:0] s_data;
    output reg  m_valid;
    output reg  m_last;
    output reg  [49:0] m_data;

    // Update code (custom)
    wire n0;
    wire n1;
    wire [24:0] n2;
    reg [24:0] n3;
    wire [49:0] n4;
    reg [49:0] n5;
    reg n6;
    reg n7;
    reg n8;
    reg n9;
    assign n0 = s_valid;
    assign n1 = s_last;
    assign n2 = s_data;
    always @(posedge clock) begin
       if (reset) n3 <= 25'h0;
       else n3 <= n2;
    end
    assign n4 = $signed(n3) * $signed(n3);
    always @(posedge clock) begin
       if (reset) n5 <= 50'h0;
       else n5 <= n4;
    end
    always @(posedge clock) begin
       if (reset) n6 <= 1'h0;
       else n6 <= n0;
    end
    always @(posedge clock) begin
       if (reset) n7 <= 1'h0;
       else n7 <= n6;
    end
    always @(posedge clock) begin
       if (reset) n8 <= 1'h0;
       else n8 <= n1;
    end
    always @(posedge clock) begin
       if (reset) n9 <= 1'h0;
       else n9 <= n8;
    end
    always @(*) m_valid = n7;
    always @(*) m_last = n9;
    always @(*) m_data = n5;
endmodule

module l2_norm_backward$front(clock,reset,s_valid,s_ready,s_data,s_last,s_tag,released,again_address,again,accepted,read_enable,read_address,store,address,sample,sample_valid,sample_last,sample_mu,sample_mu8,complete,start,done,held,full,taken,mu,residue,samples,tag,dropped);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire signed [15:0] s_data;
    input wire  s_last;
    input wire  [11:0] s_tag;
    input wire  released;
    input wire  [10:0] again_address;
    output reg signed [15:0] again;
    output reg  accepted;
    output reg  read_enable;
    output reg  [10:0] read_address;
    output reg  store;
    output reg  [10:0] address;
    output reg signed [15:0] sample;
    output reg  sample_valid;
    output reg  sample_last;
    output reg signed [31:0] sample_mu;
    output reg signed [24:0] sample_mu8;
    input wire  complete;
    output reg  start;
    input wire  done;
    output reg  held;
    output reg  full;
    input wire  taken;
    output reg signed [31:0] mu;
    output reg  [10:0] residue;
    output reg  [10:0] samples;
    output reg  [11:0] tag;
    output reg  [31:0] dropped;

    // Stub signals
    reg  load$s_valid;
    wire  load$s_ready;
    reg signed [15:0] load$s_data;
    reg  load$s_last;
    reg  [11:0] load$s_tag;
    reg  load$released;
    wire  load$accepted;
    wire  load$store;
    wire  load$fresh;
    wire  [10:0] load$address;
    wire signed [15:0] load$sample;
    reg  load$idle;
    wire  load$hand;
    wire  load$summed;
    wire  [32:0] load$sum;
    wire  [10:0] load$samples;
    wire  [11:0] load$tag;
    wire  [31:0] load$dropped;
    reg  ring$write_enable;
    reg  [10:0] ring$write_address;
    reg signed [15:0] ring$write_data;
    reg  ring$read1_enable;
    reg  [10:0] ring$read1_address;
    wire signed [15:0] ring$read1_data;
    reg  ring$read2_enable;
    reg  [10:0] ring$read2_address;
    wire signed [15:0] ring$read2_data;
    reg signed [15:0] read$d;
    wire signed [15:0] read$q;
    wire  mean$idle;
    reg  mean$hand;
    reg  [10:0] mean$s_samples;
    reg  [11:0] mean$s_tag;
    reg  mean$summed;
    reg  [32:0] mean$sum;
    wire  mean$full;
    reg  mean$taken;
    wire  [10:0] mean$samples;
    wire  [11:0] mean$tag;
    wire signed [31:0] mean$mu;
    wire  [10:0] mean$residue;
    reg  deviate$full;
    wire  deviate$taken;
    reg signed [31:0] deviate$s_mu;
    reg  [10:0] deviate$s_residue;
    reg  [10:0] deviate$s_samples;
    reg  [11:0] deviate$s_tag;
    wire  deviate$read_enable;
    wire  [10:0] deviate$read_address;
    wire  deviate$sample_valid;
    wire  deviate$sample_last;
    wire signed [31:0] deviate$sample_mu;
    wire signed [24:0] deviate$sample_mu8;
    reg  deviate$idle;
    wire  deviate$hand;
    wire signed [31:0] deviate$mu;
    wire  [10:0] deviate$residue;
    wire  [10:0] deviate$samples;
    wire  [11:0] deviate$tag;
    wire  scale$idle;
    reg  scale$hand;
    reg signed [31:0] scale$s_mu;
    reg  [10:0] scale$s_residue;
    reg  [10:0] scale$s_samples;
    reg  [11:0] scale$s_tag;
    reg  scale$complete;
    wire  scale$start;
    reg  scale$done;
    wire  scale$full;
    reg  scale$taken;
    wire signed [31:0] scale$mu;
    wire  [10:0] scale$residue;
    wire  [10:0] scale$samples;
    wire  [11:0] scale$tag;

    // Sub module instances
    l2_norm_backward$front$load load(
        .clock(clock),
        .reset(reset),
        .s_valid(load$s_valid),
        .s_ready(load$s_ready),
        .s_data(load$s_data),
        .s_last(load$s_last),
        .s_tag(load$s_tag),
        .released(load$released),
        .accepted(load$accepted),
        .store(load$store),
        .fresh(load$fresh),
        .address(load$address),
        .sample(load$sample),
        .idle(load$idle),
        .hand(load$hand),
        .summed(load$summed),
        .sum(load$sum),
        .samples(load$samples),
        .tag(load$tag),
        .dropped(load$dropped)
    );
    l2_norm_backward$front$ring ring(
        .clock(clock),
        .write_enable(ring$write_enable),
        .write_address(ring$write_address),
        .write_data(ring$write_data),
        .read1_enable(ring$read1_enable),
        .read1_address(ring$read1_address),
        .read1_data(ring$read1_data),
        .read2_enable(ring$read2_enable),
        .read2_address(ring$read2_address),
        .read2_data(ring$read2_data)
    );
    l2_norm_backward$front$load$stored_data read(
        .d(read$d),
        .q(read$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$front$mean mean(
        .clock(clock),
        .reset(reset),
        .idle(mean$idle),
        .hand(mean$hand),
        .s_samples(mean$s_samples),
        .s_tag(mean$s_tag),
        .summed(mean$summed),
        .sum(mean$sum),
        .full(mean$full),
        .taken(mean$taken),
        .samples(mean$samples),
        .tag(mean$tag),
        .mu(mean$mu),
        .residue(mean$residue)
    );
    l2_norm_backward$front$deviate deviate(
        .clock(clock),
        .reset(reset),
        .full(deviate$full),
        .taken(deviate$taken),
        .s_mu(deviate$s_mu),
        .s_residue(deviate$s_residue),
        .s_samples(deviate$s_samples),
        .s_tag(deviate$s_tag),
        .read_enable(deviate$read_enable),
        .read_address(deviate$read_address),
        .sample_valid(deviate$sample_valid),
        .sample_last(deviate$sample_last),
        .sample_mu(deviate$sample_mu),
        .sample_mu8(deviate$sample_mu8),
        .idle(deviate$idle),
        .hand(deviate$hand),
        .mu(deviate$mu),
        .residue(deviate$residue),
        .samples(deviate$samples),
        .tag(deviate$tag)
    );
    l2_norm_backward$front$scale scale(
        .clock(clock),
        .reset(reset),
        .idle(scale$idle),
        .hand(scale$hand),
        .s_mu(scale$s_mu),
        .s_residue(scale$s_residue),
        .s_samples(scale$s_samples),
        .s_tag(scale$s_tag),
        .complete(scale$complete),
        .start(scale$start),
        .done(scale$done),
        .full(scale$full),
        .taken(scale$taken),
        .mu(scale$mu),
        .residue(scale$residue),
        .samples(scale$samples),
        .tag(scale$tag)
    );

    // Update code
    always @(*) begin
        read$d = read$q;
        load$s_valid = s_valid;
        s_ready = load$s_ready;
        load$s_data = s_data;
        load$s_last = s_last;
        load$s_tag = s_tag;
        load$released = released;
        load$idle = mean$idle;
        dropped = load$dropped;
        store = load$store;
        address = load$address;
        ring$write_enable = load$store;
        ring$write_address = load$address;
        ring$write_data = load$sample;
        ring$read1_enable = deviate$read_enable;
        ring$read1_address = deviate$read_address;
        ring$read2_enable = released;
        ring$read2_address = again_address;
        again = ring$read2_data;
        read_enable = deviate$read_enable;
        read_address = deviate$read_address;
        accepted = load$accepted;
        mean$hand = load$hand;
        mean$s_samples = load$samples;
        mean$s_tag = load$tag;
        mean$summed = load$summed;
        mean$sum = load$sum;
        mean$taken = deviate$taken;
        deviate$full = mean$full;
        deviate$s_mu = mean$mu;
        deviate$s_residue = mean$residue;
        deviate$s_samples = mean$samples;
        deviate$s_tag = mean$tag;
        deviate$idle = scale$idle;
        read$d = ring$read1_data;
        sample = read$q;
        sample_valid = deviate$sample_valid;
        sample_last = deviate$sample_last;
        sample_mu = deviate$sample_mu;
        sample_mu8 = deviate$sample_mu8;
        held = ~scale$idle;
        scale$hand = deviate$hand;
        scale$s_mu = deviate$mu;
        scale$s_residue = deviate$residue;
        scale$s_samples = deviate$samples;
        scale$s_tag = deviate$tag;
        scale$complete = complete;
        start = scale$start;
        scale$done = done;
        full = scale$full;
        scale$taken = taken;
        mu = scale$mu;
        residue = scale$residue;
        samples = scale$samples;
        tag = scale$tag;
    end

endmodule

module l2_norm_backward$front$deviate(clock,reset,full,taken,s_mu,s_residue,s_samples,s_tag,read_enable,read_address,sample_valid,sample_last,sample_mu,sample_mu8,idle,hand,mu,residue,samples,tag);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  full;
    output reg  taken;
    input wire signed [31:0] s_mu;
    input wire  [10:0] s_residue;
    input wire  [10:0] s_samples;
    input wire  [11:0] s_tag;
    output reg  read_enable;
    output reg  [10:0] read_address;
    output reg  sample_valid;
    output reg  sample_last;
    output reg signed [31:0] sample_mu;
    output reg signed [24:0] sample_mu8;
    input wire  idle;
    output reg  hand;
    output reg signed [31:0] mu;
    output reg  [10:0] residue;
    output reg  [10:0] samples;
    output reg  [11:0] tag;

    // Constant declarations
    localparam  one = 11'b1;
    localparam  two = 11'b10;

    // Stub signals
    reg  active$d;
    wire  active$q;
    reg  waiting$d;
    wire  waiting$q;
    reg  [10:0] left$d;
    wire  [10:0] left$q;
    reg  at_last$d;
    wire  at_last$q;
    reg  [10:0] number$d;
    wire  [10:0] number$q;
    reg  [11:0] tag_held$d;
    wire  [11:0] tag_held$q;
    reg signed [31:0] mean$d;
    wire signed [31:0] mean$q;
    reg  [10:0] rest$d;
    wire  [10:0] rest$q;
    reg  [10:0] pointer$d;
    wire  [10:0] pointer$q;
    reg  word$d;
    wire  word$q;
    reg  word_last$d;
    wire  word_last$q;
    reg  held$d;
    wire  held$q;
    reg  held_last$d;
    wire  held_last$q;
    reg  late$d;
    wire  late$q;
    reg  later$d;
    wire  later$q;
    reg signed [31:0] round$mu;
    wire signed [24:0] round$mu8;
    reg signed [24:0] mean8$d;
    wire signed [24:0] mean8$q;

    // Local signals
    reg  reading;
    reg  ending;
    reg  hands;
    reg  takes;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard active(
        .d(active$d),
        .q(active$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard waiting(
        .d(waiting$d),
        .q(waiting$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard at_last(
        .d(at_last$d),
        .q(at_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left number(
        .d(number$d),
        .q(number$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$mean mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left rest(
        .d(rest$d),
        .q(rest$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left pointer(
        .d(pointer$d),
        .q(pointer$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard word(
        .d(word$d),
        .q(word$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard word_last(
        .d(word_last$d),
        .q(word_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard held(
        .d(held$d),
        .q(held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard held_last(
        .d(held_last$d),
        .q(held_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard late(
        .d(late$d),
        .q(late$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard later(
        .d(later$d),
        .q(later$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$round_mean round(
        .mu(round$mu),
        .mu8(round$mu8)
    );
    l2_norm_backward$back$dbeta_held mean8(
        .d(mean8$d),
        .q(mean8$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        active$d = active$q;
        waiting$d = waiting$q;
        left$d = left$q;
        at_last$d = at_last$q;
        number$d = number$q;
        tag_held$d = tag_held$q;
        mean$d = mean$q;
        pointer$d = pointer$q;
        word$d = word$q;
        word_last$d = word_last$q;
        late$d = late$q;
        mean8$d = mean8$q;
        rest$d = rest$q;
        held$d = held$q;
        held_last$d = held_last$q;
        later$d = later$q;
        reading = active$q & ~waiting$q;
        ending = reading & at_last$q;
        hands = (ending | waiting$q) & idle;
        takes = full & (~active$q | hands);
        if (ending) begin
            waiting$d = 1'b1;
        end
        if (hands) begin
            waiting$d = 1'b0;
            active$d = 1'b0;
        end
        if (reading) begin
            left$d = left$q - 32'h1;
            at_last$d = left$q == two;
            pointer$d = pointer$q + 32'h1;
        end
        if (takes) begin
            active$d = 1'b1;
            left$d = s_samples;
            at_last$d = s_samples == one;
        end
        late$d = takes;
        later$d = late$q;
        round$mu = s_mu;
        if (late$q) begin
            number$d = s_samples;
            tag_held$d = s_tag;
        end
        if (later$q) begin
            mean$d = s_mu;
            rest$d = s_residue;
            mean8$d = round$mu8;
        end
        word$d = reading;
        word_last$d = ending;
        held$d = word$q;
        held_last$d = word_last$q;
        taken = takes;
        read_enable = reading;
        read_address = pointer$q;
        sample_valid = held$q;
        sample_last = held_last$q;
        sample_mu = mean$q;
        sample_mu8 = mean8$q;
        hand = hands;
        mu = mean$q;
        residue = rest$q;
        samples = number$q;
        tag = tag_held$q;
    end

endmodule

module l2_norm_backward$front$load(clock,reset,s_valid,s_ready,s_data,s_last,s_tag,released,accepted,store,fresh,address,sample,idle,hand,summed,sum,samples,tag,dropped);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire signed [15:0] s_data;
    input wire  s_last;
    input wire  [11:0] s_tag;
    input wire  released;
    output reg  accepted;
    output reg  store;
    output reg  fresh;
    output reg  [10:0] address;
    output reg signed [15:0] sample;
    input wire  idle;
    output reg  hand;
    output reg  summed;
    output reg  [32:0] sum;
    output reg  [10:0] samples;
    output reg  [11:0] tag;
    output reg  [31:0] dropped;

    // Constant declarations
    localparam  high = 7'b1010;
    localparam  most = 11'b11111111100;
    localparam  less = 11'b11111111111;
    localparam signed [15:0] nought = 16'h0;

    // Stub signals
    reg  room$d;
    wire  room$q;
    reg  [10:0] level$d;
    wire  [10:0] level$q;
    reg  closed$d;
    wire  closed$q;
    reg  pending$d;
    wire  pending$q;
    reg  within_channel$d;
    wire  within_channel$q;
    reg  [10:0] count$d;
    wire  [10:0] count$q;
    reg  [11:0] tag_held$d;
    wire  [11:0] tag_held$q;
    reg  [10:0] pointer$d;
    wire  [10:0] pointer$q;
    reg  stored$d;
    wire  stored$q;
    reg  stored_fresh$d;
    wire  stored_fresh$q;
    reg signed [15:0] stored_data$d;
    wire signed [15:0] stored_data$q;
    reg  moved$d;
    wire  moved$q;
    reg  moved_last$d;
    wire  moved_last$q;
    reg  total$valid;
    reg  total$last;
    reg signed [15:0] total$sample;
    reg  total$counts;
    wire  total$complete;
    wire  [32:0] total$sum;
    reg  [1:0] overflow$events;
    reg  overflow$enable;
    wire  [31:0] overflow$count;

    // Local signals
    reg  ready;
    reg  accept;
    reg  free;
    reg  full;
    reg  keep;
    reg  [10:0] change;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard room(
        .d(room$d),
        .q(room$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left level(
        .d(level$d),
        .q(level$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard closed(
        .d(closed$d),
        .q(closed$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard pending(
        .d(pending$d),
        .q(pending$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard within_channel(
        .d(within_channel$d),
        .q(within_channel$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left count(
        .d(count$d),
        .q(count$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left pointer(
        .d(pointer$d),
        .q(pointer$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard stored(
        .d(stored$d),
        .q(stored$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard stored_fresh(
        .d(stored_fresh$d),
        .q(stored_fresh$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$front$load$stored_data stored_data(
        .d(stored_data$d),
        .q(stored_data$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard moved(
        .d(moved$d),
        .q(moved$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard moved_last(
        .d(moved_last$d),
        .q(moved_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$front$load$total total(
        .clock(clock),
        .reset(reset),
        .valid(total$valid),
        .last(total$last),
        .sample(total$sample),
        .counts(total$counts),
        .complete(total$complete),
        .sum(total$sum)
    );
    l2_norm_backward$back$emit$counter overflow(
        .clock(clock),
        .reset(reset),
        .events(overflow$events),
        .enable(overflow$enable),
        .count(overflow$count)
    );

    // Update code
    always @(*) begin
        room$d = room$q;
        level$d = level$q;
        closed$d = closed$q;
        pending$d = pending$q;
        within_channel$d = within_channel$q;
        count$d = count$q;
        tag_held$d = tag_held$q;
        pointer$d = pointer$q;
        stored$d = stored$q;
        stored_fresh$d = stored_fresh$q;
        stored_data$d = stored_data$q;
        moved$d = moved$q;
        moved_last$d = moved_last$q;
        ready = ~closed$q & room$q;
        accept = s_valid & ready;
        free = idle & ~pending$q;
        full = within_channel$q & count$q[high];
        keep = accept & ~full;
        change = 32'h0;
        if (keep & ~released) begin
            change = 32'h1;
        end
        if (released & ~keep) begin
            change = less;
        end
        level$d = level$q + change;
        room$d = level$q < most;
        stored$d = keep;
        moved$d = accept;
        stored_fresh$d = ~within_channel$q;
        moved_last$d = s_last;
        stored_data$d = s_data;
        if (full) begin
            stored_data$d = nought;
        end
        overflow$enable = accept;
        overflow$events = ((full) & 2'h3);
        hand = pending$q & idle;
        if (pending$q & idle) begin
            pending$d = 1'b0;
            closed$d = 1'b0;
        end
        if (accept) begin
            within_channel$d = ~s_last;
            if (s_last) begin
                pending$d = 1'b1;
                closed$d = ~free;
            end
            if (~within_channel$q) begin
                tag_held$d = s_tag;
                count$d = 32'h1;
            end
            else if (~full) begin
                count$d = count$q + 32'h1;
            end
        end
        if (stored$q) begin
            pointer$d = pointer$q + 32'h1;
        end
        total$valid = moved$q;
        total$last = moved_last$q;
        total$sample = stored_data$q;
        total$counts = stored$q;
        s_ready = ready;
        accepted = accept;
        store = stored$q;
        fresh = stored_fresh$q;
        address = pointer$q;
        sample = stored_data$q;
        summed = total$complete;
        sum = total$sum;
        samples = count$q;
        tag = tag_held$q;
        dropped = overflow$count;
    end

endmodule

module l2_norm_backward$front$load$stored_data(d,q,clock,reset);

    // Module arguments
    input wire signed [15:0] d;
    output reg signed [15:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 16'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$front$load$total(clock,reset,valid,last,sample,counts,complete,sum);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  valid;
    input wire  last;
    input wire signed [15:0] sample;
    input wire  counts;
    output reg  complete;
    output reg  [32:0] sum;

    // Update code (custom)
    wire n0;
    wire n1;
    wire [15:0] n2;
    wire n3;
    wire [14:0] n4;
    wire n5;
    wire n6;
    wire n7;
    wire [15:0] n8;
    wire [9:0] n9;
    wire [25:0] n10;
    reg n11;
    wire n12;
    wire n13;
    reg [25:0] n14;
    wire [25:0] n15;
    wire [25:0] n16;
    wire n17;
    wire [26:0] n18;
    wire n19;
    wire [26:0] n20;
    wire [26:0] n21;
    wire [25:0] n22;
    wire [25:0] n23;
    wire n24;
    reg n25;
    wire [6:0] n26;
    wire [32:0] n27;
    assign n0 = valid;
    assign n1 = last;
    assign n2 = sample;
    assign n3 = counts;
    assign n4 = n2[14:0];
    assign n5 = n2[15];
    assign n6 = ~n5;
    assign n7 = n6 & n3;
    assign n8 = {n7, n4};
    assign n9 = 10'h0;
    assign n10 = {n9, n8};
    always @(posedge clock) begin
       if (reset) n11 <= 1'h0;
       else n11 <= n13;
    end
    assign n12 = ~n1;
    assign n13 = n0 ? n12 : n11;
    always @(posedge clock) begin
       if (reset) n14 <= 26'h0;
       else n14 <= n23;
    end
    assign n15 = {n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11, n11};
    assign n16 = n14 & n15;
    assign n17 = 1'h0;
    assign n18 = {n17, n16};
    assign n19 = 1'h0;
    assign n20 = {n19, n10};
    assign n21 = n18 + n20;
    assign n22 = n21[25:0];
    assign n23 = n0 ? n22 : n14;
    assign n24 = n0 & n1;
    always @(posedge clock) begin
       if (reset) n25 <= 1'h0;
       else n25 <= n24;
    end
    assign n26 = 7'h0;
    assign n27 = {n26, n14};
    always @(*) complete = n25;
    always @(*) sum = n27;
endmodule

module l2_norm_backward$front$mean(clock,reset,idle,hand,s_samples,s_tag,summed,sum,full,taken,samples,tag,mu,residue);

    // Module arguments
    input wire  clock;
    input wire  reset;
    output reg  idle;
    input wire  hand;
    input wire  [10:0] s_samples;
    input wire  [11:0] s_tag;
    input wire  summed;
    input wire  [32:0] sum;
    output reg  full;
    input wire  taken;
    output reg  [10:0] samples;
    output reg  [11:0] tag;
    output reg signed [31:0] mu;
    output reg  [10:0] residue;

    // Stub signals
    reg  busy$d;
    wire  busy$q;
    reg  handed$d;
    wire  handed$q;
    reg  stands$d;
    wire  stands$q;
    reg  running$d;
    wire  running$q;
    reg  [10:0] number$d;
    wire  [10:0] number$q;
    reg  [11:0] tag_held$d;
    wire  [11:0] tag_held$q;
    reg  average$start;
    reg  [32:0] average$sum;
    reg  [10:0] average$samples;
    wire  average$done;
    wire signed [31:0] average$mean;
    wire  [10:0] average$residue;

    // Local signals
    reg  begins;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard handed(
        .d(handed$d),
        .q(handed$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard stands(
        .d(stands$d),
        .q(stands$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard running(
        .d(running$d),
        .q(running$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left number(
        .d(number$d),
        .q(number$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$front$mean$average average(
        .clock(clock),
        .reset(reset),
        .start(average$start),
        .sum(average$sum),
        .samples(average$samples),
        .done(average$done),
        .mean(average$mean),
        .residue(average$residue)
    );

    // Update code
    always @(*) begin
        busy$d = busy$q;
        handed$d = handed$q;
        stands$d = stands$q;
        running$d = running$q;
        number$d = number$q;
        tag_held$d = tag_held$q;
        begins = handed$q & (summed | stands$q);
        average$start = begins;
        average$sum = sum;
        average$samples = number$q;
        if (summed) begin
            stands$d = 1'b1;
        end
        if (begins) begin
            handed$d = 1'b0;
            stands$d = 1'b0;
            running$d = 1'b1;
        end
        if (taken) begin
            busy$d = 1'b0;
            running$d = 1'b0;
        end
        if (hand) begin
            busy$d = 1'b1;
            handed$d = 1'b1;
            number$d = s_samples;
            tag_held$d = s_tag;
        end
        idle = ~busy$q;
        full = running$q & average$done;
        mu = average$mean;
        residue = average$residue;
        samples = number$q;
        tag = tag_held$q;
    end

endmodule

module l2_norm_backward$front$mean$average(clock,reset,start,sum,samples,done,mean,residue);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [32:0] sum;
    input wire  [10:0] samples;
    output reg  done;
    output reg signed [31:0] mean;
    output reg  [10:0] residue;

    // Update code (custom)
    wire n0;
    wire [32:0] n1;
    wire [10:0] n2;
    wire n3;
    wire n4;
    wire [9:0] n5;
    wire [25:0] n6;
    wire [6:0] n7;
    wire [16:0] n8;
    wire [15:0] n9;
    wire [41:0] n10;
    reg [5:0] n11;
    wire [5:0] n12;
    wire [5:0] n13;
    wire [5:0] n14;
    wire [5:0] n15;
    wire [5:0] n16;
    wire n17;
    reg n18;
    wire [5:0] n19;
    wire [5:0] n20;
    wire n21;
    wire n22;
    reg [10:0] n23;
    wire [9:0] n24;
    reg [31:0] n25;
    wire n26;
    wire [11:0] n27;
    wire n28;
    wire [11:0] n29;
    wire [11:0] n30;
    wire n31;
    wire [11:0] n32;
    wire [10:0] n33;
    wire n34;
    wire [32:0] n35;
    wire [31:0] n36;
    wire [9:0] n37;
    wire n38;
    wire [10:0] n39;
    wire [31:0] n40;
    wire [31:0] n41;
    wire [31:0] n42;
    wire n43;
    wire n44;
    reg n45;
    wire n46;
    wire n47;
    wire n48;
    wire n49;
    reg n50;
    wire n51;
    wire [10:0] n52;
    wire [10:0] n53;
    reg n54;
    wire n55;
    wire n56;
    wire n57;
    wire [29:0] n58;
    wire n59;
    wire n60;
    wire [31:0] n61;
    assign n0 = start;
    assign n1 = sum;
    assign n2 = samples;
    assign n3 = 1'h0;
    assign n4 = 1'h1;
    assign n5 = n2[10:1];
    assign n6 = n1[25:0];
    assign n7 = 7'h0;
    assign n8 = {n7, n5};
    assign n9 = n8[15:0];
    assign n10 = {n6, n9};
    always @(posedge clock) begin
       if (reset) n11 <= 6'h0;
       else n11 <= n20;
    end
    assign n12 = 6'h20;
    assign n13 = 6'h3f;
    assign n14 = n11 + n13;
    assign n15 = 6'h1;
    assign n16 = n11 ^ n15;
    assign n17 = |n16;
    always @(posedge clock) begin
       if (reset) n18 <= 1'h0;
       else n18 <= n22;
    end
    assign n19 = n18 ? n14 : n11;
    assign n20 = n0 ? n12 : n19;
    assign n21 = n18 ? n17 : n18;
    assign n22 = n0 ? n4 : n21;
    always @(posedge clock) begin
       if (reset) n23 <= 11'h0;
       else n23 <= n53;
    end
    assign n24 = n23[9:0];
    always @(posedge clock) begin
       if (reset) n25 <= 32'h0;
       else n25 <= n42;
    end
    assign n26 = n25[31];
    assign n27 = {n3, n24, n26};
    assign n28 = 1'h0;
    assign n29 = {n28, n2};
    assign n30 = n27 - n29;
    assign n31 = n30[11];
    assign n32 = n31 ? n27 : n30;
    assign n33 = n32[10:0];
    assign n34 = ~n31;
    assign n35 = {n25, n34};
    assign n36 = n35[31:0];
    assign n37 = n10[41:32];
    assign n38 = 1'h0;
    assign n39 = {n38, n37};
    assign n40 = n10[31:0];
    assign n41 = n18 ? n36 : n25;
    assign n42 = n0 ? n40 : n41;
    assign n43 = ~n17;
    assign n44 = n18 & n43;
    always @(posedge clock) begin
       if (reset) n45 <= 1'h0;
       else n45 <= n44;
    end
    assign n46 = n25[0];
    assign n47 = |n24;
    assign n48 = n2[0];
    assign n49 = n47 | n48;
    always @(posedge clock) begin
       if (reset) n50 <= 1'h0;
       else n50 <= n51;
    end
    assign n51 = n45 ? n49 : n50;
    assign n52 = n18 ? n33 : n23;
    assign n53 = n0 ? n39 : n52;
    always @(posedge clock) begin
       if (reset) n54 <= 1'h0;
       else n54 <= n56;
    end
    assign n55 = n45 ? n4 : n54;
    assign n56 = n0 ? n3 : n55;
    assign n57 = n46 & n50;
    assign n58 = n25[30:1];
    assign n59 = n25[31];
    assign n60 = ~n59;
    assign n61 = {n60, n58, n57};
    always @(*) done = n54;
    always @(*) mean = n61;
    always @(*) residue = n23;
endmodule

module l2_norm_backward$front$ring(clock,write_enable,write_address,write_data,read1_enable,read1_address,read1_data,read2_enable,read2_address,read2_data);

    // Module arguments
    input wire  clock;
    input wire  write_enable;
    input wire  [10:0] write_address;
    input wire signed [15:0] write_data;
    input wire  read1_enable;
    input wire  [10:0] read1_address;
    output reg signed [15:0] read1_data;
    input wire  read2_enable;
    input wire  [10:0] read2_address;
    output reg signed [15:0] read2_data;

    // Update code (custom)
    reg signed [15:0] contents [0:2047];
    always @(posedge clock) begin
       if (write_enable) contents[write_address] <= write_data;
       if (read1_enable) read1_data <= contents[read1_address];
       if (read2_enable) read2_data <= contents[read2_address];
    end
endmodule

module l2_norm_backward$front$scale(clock,reset,idle,hand,s_mu,s_residue,s_samples,s_tag,complete,start,done,full,taken,mu,residue,samples,tag);

    // Module arguments
    input wire  clock;
    input wire  reset;
    output reg  idle;
    input wire  hand;
    input wire signed [31:0] s_mu;
    input wire  [10:0] s_residue;
    input wire  [10:0] s_samples;
    input wire  [11:0] s_tag;
    input wire  complete;
    output reg  start;
    input wire  done;
    output reg  full;
    input wire  taken;
    output reg signed [31:0] mu;
    output reg  [10:0] residue;
    output reg  [10:0] samples;
    output reg  [11:0] tag;

    // Stub signals
    reg  busy$d;
    wire  busy$q;
    reg  running$d;
    wire  running$q;
    reg  [10:0] number$d;
    wire  [10:0] number$q;
    reg  [11:0] tag_held$d;
    wire  [11:0] tag_held$q;
    reg signed [31:0] mean$d;
    wire signed [31:0] mean$q;
    reg  [10:0] rest$d;
    wire  [10:0] rest$q;
    reg  late$d;
    wire  late$q;
    reg  later$d;
    wire  later$q;

    // Local signals
    reg  begins;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$at_guard busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard running(
        .d(running$d),
        .q(running$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left number(
        .d(number$d),
        .q(number$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held tag_held(
        .d(tag_held$d),
        .q(tag_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$mean mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$left rest(
        .d(rest$d),
        .q(rest$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard late(
        .d(late$d),
        .q(late$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard later(
        .d(later$d),
        .q(later$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        busy$d = busy$q;
        running$d = running$q;
        number$d = number$q;
        tag_held$d = tag_held$q;
        mean$d = mean$q;
        rest$d = rest$q;
        late$d = late$q;
        later$d = later$q;
        begins = busy$q & ~late$q & ~running$q & complete;
        if (begins) begin
            running$d = 1'b1;
        end
        if (taken) begin
            busy$d = 1'b0;
            running$d = 1'b0;
        end
        if (hand) begin
            busy$d = 1'b1;
        end
        late$d = hand;
        if (late$q) begin
            number$d = s_samples;
            tag_held$d = s_tag;
        end
        later$d = late$q;
        if (later$q) begin
            mean$d = s_mu;
            rest$d = s_residue;
        end
        idle = ~busy$q;
        start = begins;
        full = running$q & done;
        mu = mean$q;
        residue = rest$q;
        samples = number$q;
        tag = tag_held$q;
    end

endmodule

module l2_norm_backward$projection(clock,reset,advance,sample,gradient,flags,mu8,slope,slope_negative,offset,exponent,rest,rest_flags,rest_first);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire signed [15:0] sample;
    input wire signed [7:0] gradient;
    input wire  [2:0] flags;
    input wire signed [24:0] mu8;
    input wire  [28:0] slope;
    input wire  slope_negative;
    input wire signed [26:0] offset;
    input wire  [5:0] exponent;
    output reg signed [31:0] rest;
    output reg  [2:0] rest_flags;
    output reg  rest_first;

    // Constant declarations
    localparam  sign_at = 7'b11000;

    // Stub signals
    reg signed [24:0] deviation$d;
    wire signed [24:0] deviation$q;
    reg  [11:0] beside1$d;
    wire  [11:0] beside1$q;
    reg  negative_now$d;
    wire  negative_now$q;
    reg  [23:0] magnitude$d;
    wire  [23:0] magnitude$q;
    reg  [11:0] beside2$d;
    wire  [11:0] beside2$q;
    reg  multiply$advance;
    reg  multiply$load;
    reg  [28:0] multiply$multiplicand;
    reg  [23:0] multiply$factor;
    wire  [52:0] multiply$product;
    reg  beside_product$advance;
    reg  [11:0] beside_product$s;
    wire  [11:0] beside_product$m;
    wire  [11:0] beside_product$early;
    reg  [5:0] shift$d;
    wire  [5:0] shift$q;
    reg  descale$advance;
    reg  [52:0] descale$value;
    reg  [5:0] descale$shift;
    wire  [31:0] descale$quotient;
    wire  descale$up;
    wire  descale$huge;
    reg  beside_shift$advance;
    reg  [11:0] beside_shift$s;
    wire  [11:0] beside_shift$m;
    wire  [11:0] beside_shift$early;
    reg  beside_round$advance;
    reg  [11:0] beside_round$s;
    wire  [11:0] beside_round$m;
    wire  [11:0] beside_round$early;
    reg signed [26:0] offset_now$d;
    wire signed [26:0] offset_now$q;
    reg signed [26:0] base$d;
    wire signed [26:0] base$q;
    reg  [31:0] add$a;
    reg  [31:0] add$b;
    reg  add$carry;
    wire  [31:0] add$sum;
    wire  add$over;
    reg  [31:0] left_over$d;
    wire  [31:0] left_over$q;
    reg  [2:0] left_over_flags$d;
    wire  [2:0] left_over_flags$q;

    // Local signals
    reg  [23:0] shifted;
    reg signed [23:0] fixed;
    reg signed [24:0] wide;
    reg signed [24:0] negated;
    reg  [24:0] bits;
    reg  [7:0] gradient_bits;
    reg  [23:0] gradient_shifted;
    reg signed [23:0] gradient_fixed;
    reg signed [26:0] gradient_wide;
    reg signed [31:0] base_wide;

    // Sub module instances
    l2_norm_backward$back$dbeta_held deviation(
        .d(deviation$d),
        .q(deviation$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held beside1(
        .d(beside1$d),
        .q(beside1$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard negative_now(
        .d(negative_now$d),
        .q(negative_now$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$magnitude magnitude(
        .d(magnitude$d),
        .q(magnitude$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held beside2(
        .d(beside2$d),
        .q(beside2$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$multiply multiply(
        .clock(clock),
        .reset(reset),
        .advance(multiply$advance),
        .load(multiply$load),
        .multiplicand(multiply$multiplicand),
        .factor(multiply$factor),
        .product(multiply$product)
    );
    l2_norm_backward$projection$beside_product beside_product(
        .clock(clock),
        .reset(reset),
        .advance(beside_product$advance),
        .s(beside_product$s),
        .m(beside_product$m),
        .early(beside_product$early)
    );
    l2_norm_backward$back$emit$places shift(
        .d(shift$d),
        .q(shift$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$descale descale(
        .clock(clock),
        .reset(reset),
        .advance(descale$advance),
        .value(descale$value),
        .shift(descale$shift),
        .quotient(descale$quotient),
        .up(descale$up),
        .huge(descale$huge)
    );
    l2_norm_backward$projection$beside_round beside_shift(
        .clock(clock),
        .reset(reset),
        .advance(beside_shift$advance),
        .s(beside_shift$s),
        .m(beside_shift$m),
        .early(beside_shift$early)
    );
    l2_norm_backward$projection$beside_round beside_round(
        .clock(clock),
        .reset(reset),
        .advance(beside_round$advance),
        .s(beside_round$s),
        .m(beside_round$m),
        .early(beside_round$early)
    );
    l2_norm_backward$back$emit$offset_held offset_now(
        .d(offset_now$d),
        .q(offset_now$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$offset_held base(
        .d(base$d),
        .q(base$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$accumulate$high_add add(
        .a(add$a),
        .b(add$b),
        .carry(add$carry),
        .sum(add$sum),
        .over(add$over)
    );
    l2_norm_backward$back$derivative$divide$remainder left_over(
        .d(left_over$d),
        .q(left_over$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$phase left_over_flags(
        .d(left_over_flags$d),
        .q(left_over_flags$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        deviation$d = deviation$q;
        beside1$d = beside1$q;
        negative_now$d = negative_now$q;
        magnitude$d = magnitude$q;
        beside2$d = beside2$q;
        shift$d = shift$q;
        offset_now$d = offset_now$q;
        base$d = base$q;
        left_over$d = left_over$q;
        left_over_flags$d = left_over_flags$q;
        shifted = ((sample[(32'h0)+:(16)]) & 24'hffffff) << 32'h8;
        fixed = $signed(shifted);
        wide = $signed(fixed);
        gradient_bits = $unsigned(gradient);
        negated = -deviation$q;
        bits = $unsigned(deviation$q);
        if (deviation$q[sign_at]) begin
            bits = $unsigned(negated);
        end
        multiply$advance = advance;
        multiply$load = advance & beside1$q[32'h9];
        multiply$multiplicand = slope;
        multiply$factor = magnitude$q;
        beside_product$advance = advance;
        beside_product$s = beside2$q;
        descale$advance = advance;
        descale$value = multiply$product;
        descale$shift = shift$q;
        beside_shift$advance = advance;
        beside_shift$s = beside_product$m;
        beside_round$advance = advance;
        beside_round$s = beside_shift$m;
        gradient_shifted = ((beside_round$early[(32'h0)+:(8)]) & 24'hffffff) << 32'h10;
        gradient_fixed = $signed(gradient_shifted);
        gradient_wide = $signed(gradient_fixed);
        base_wide = $signed(base$q);
        add$a = $unsigned(base_wide);
        add$b = descale$quotient;
        add$carry = descale$up;
        if (~beside_round$m[32'hb]) begin
            add$b = ~descale$quotient;
            add$carry = ~descale$up;
        end
        if (advance) begin
            deviation$d = wide - mu8;
            beside1$d = ((gradient_bits) & 12'hfff) | (((flags) & 12'hfff) << 32'h8);
            if (flags[32'h1]) begin
                negative_now$d = slope_negative;
            end
            magnitude$d = bits[(32'h0)+:(24)];
            beside2$d = beside1$q;
            if (deviation$q[sign_at] ^ negative_now$q) begin
                beside2$d = beside1$q | 32'h800;
            end
            if (beside_product$early[32'h9]) begin
                shift$d = exponent - 32'h4;
            end
            if (beside_shift$m[32'h9]) begin
                offset_now$d = offset;
            end
            base$d = gradient_wide - offset_now$q;
            left_over$d = add$sum;
            left_over_flags$d = beside_round$m[(32'h8)+:(3)];
        end
        rest = $signed(left_over$q);
        rest_flags = left_over_flags$q;
        rest_first = beside_round$m[32'h9];
    end

endmodule

module l2_norm_backward$projection$beside_product(clock,reset,advance,s,m,early);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [11:0] s;
    output reg  [11:0] m;
    output reg  [11:0] early;

    // Stub signals
    reg  [11:0] stage$0$d;
    wire  [11:0] stage$0$q;
    reg  [11:0] stage$1$d;
    wire  [11:0] stage$1$q;
    reg  [11:0] stage$2$d;
    wire  [11:0] stage$2$q;
    reg  [11:0] stage$3$d;
    wire  [11:0] stage$3$q;

    // Sub module instances
    l2_norm_backward$back$reciprocal$tag_held stage$0(
        .d(stage$0$d),
        .q(stage$0$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held stage$1(
        .d(stage$1$d),
        .q(stage$1$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held stage$2(
        .d(stage$2$d),
        .q(stage$2$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held stage$3(
        .d(stage$3$d),
        .q(stage$3$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        stage$0$d = stage$0$q;
        stage$1$d = stage$1$q;
        stage$2$d = stage$2$q;
        stage$3$d = stage$3$q;
        if (advance) begin
            stage$0$d = s;
            stage$1$d = stage$0$q;
            stage$2$d = stage$1$q;
            stage$3$d = stage$2$q;
        end
        early = s;
        early = stage$0$q;
        early = stage$1$q;
        early = stage$2$q;
        m = stage$0$q;
        m = stage$1$q;
        m = stage$2$q;
        m = stage$3$q;
    end

endmodule

module l2_norm_backward$projection$beside_round(clock,reset,advance,s,m,early);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [11:0] s;
    output reg  [11:0] m;
    output reg  [11:0] early;

    // Stub signals
    reg  [11:0] stage$0$d;
    wire  [11:0] stage$0$q;
    reg  [11:0] stage$1$d;
    wire  [11:0] stage$1$q;

    // Sub module instances
    l2_norm_backward$back$reciprocal$tag_held stage$0(
        .d(stage$0$d),
        .q(stage$0$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$reciprocal$tag_held stage$1(
        .d(stage$1$d),
        .q(stage$1$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        stage$0$d = stage$0$q;
        stage$1$d = stage$1$q;
        if (advance) begin
            stage$0$d = s;
            stage$1$d = stage$0$q;
        end
        early = s;
        early = stage$0$q;
        m = stage$0$q;
        m = stage$1$q;
    end

endmodule

module l2_norm_backward$projection$descale(clock,reset,advance,value,shift,quotient,up,huge);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [52:0] value;
    input wire  [5:0] shift;
    output reg  [31:0] quotient;
    output reg  up;
    output reg  huge;

    // Update code (custom)
    reg [52:0] coarse; reg coarse_guard; reg coarse_sticky; reg [3:0] coarse_shift;
    reg [52:0] middle; reg middle_guard; reg middle_sticky; reg [1:0] middle_shift;
    reg [52:0] fine; reg fine_guard; reg fine_sticky;
    always @(posedge clock) begin
       if (reset) begin coarse <= 0; coarse_guard <= 0; coarse_sticky <= 0; end
       else if (advance) begin
          case (shift[5:4])
             2'd0: begin coarse <= value; coarse_guard <= 1'b0; coarse_sticky <= 1'b0; end
             2'd1: begin coarse <= value >> 16; coarse_guard <= value[15]; coarse_sticky <= 1'b0 | 1'b0 | (|value[14:0]); end
             2'd2: begin coarse <= value >> 32; coarse_guard <= value[31]; coarse_sticky <= 1'b0 | 1'b0 | (|value[30:0]); end
             2'd3: begin coarse <= value >> 48; coarse_guard <= value[47]; coarse_sticky <= 1'b0 | 1'b0 | (|value[46:0]); end
          endcase
       end
    end
    always @(posedge clock) begin
       if (reset) begin middle <= 0; middle_guard <= 0; middle_sticky <= 0; end
       else if (advance) begin
          case (coarse_shift[3:2])
             2'd0: begin middle <= coarse; middle_guard <= coarse_guard; middle_sticky <= coarse_sticky; end
             2'd1: begin middle <= coarse >> 4; middle_guard <= coarse[3]; middle_sticky <= coarse_sticky | coarse_guard | (|coarse[2:0]); end
             2'd2: begin middle <= coarse >> 8; middle_guard <= coarse[7]; middle_sticky <= coarse_sticky | coarse_guard | (|coarse[6:0]); end
             2'd3: begin middle <= coarse >> 12; middle_guard <= coarse[11]; middle_sticky <= coarse_sticky | coarse_guard | (|coarse[10:0]); end
          endcase
       end
    end
    always @(posedge clock) begin
       if (reset) begin fine <= 0; fine_guard <= 0; fine_sticky <= 0; end
       else if (advance) begin
          case (middle_shift[1:0])
             2'd0: begin fine <= middle; fine_guard <= middle_guard; fine_sticky <= middle_sticky; end
             2'd1: begin fine <= middle >> 1; fine_guard <= middle[0]; fine_sticky <= middle_sticky | middle_guard; end
             2'd2: begin fine <= middle >> 2; fine_guard <= middle[1]; fine_sticky <= middle_sticky | middle_guard | (|middle[0:0]); end
             2'd3: begin fine <= middle >> 3; fine_guard <= middle[2]; fine_sticky <= middle_sticky | middle_guard | (|middle[1:0]); end
          endcase
       end
    end
    always @(posedge clock) begin
       if (reset) begin coarse_shift <= 0; middle_shift <= 0; end
       else if (advance) begin coarse_shift <= shift[3:0]; middle_shift <= coarse_shift[1:0]; end
    end
    always @(posedge clock) begin
       if (reset) begin quotient <= 0; up <= 0; huge <= 0; end
       else if (advance) begin
          quotient <= fine[31:0];
          up <= fine_guard & (fine_sticky | fine[0]);
          huge <= |fine[52:32];
       end
    end
endmodule

module l2_norm_backward$projection$magnitude(d,q,clock,reset);

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

module l2_norm_backward$projection$multiply(clock,reset,advance,load,multiplicand,factor,product);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  load;
    input wire  [28:0] multiplicand;
    input wire  [23:0] factor;
    output reg  [52:0] product;

    // Update code (custom)
    reg [28:0] once;
    reg [30:0] thrice;
    always @(posedge clock) begin
       if (reset) begin once <= 0; thrice <= 0; end
       else if (load) begin once <= multiplicand; thrice <= {1'b0, multiplicand, 1'b0} + multiplicand; end
    end
    wire [30:0] row_0;
    assign row_0 = factor[1] ? (factor[0] ? thrice : {1'b0, once, 1'b0}) : (factor[0] ? {2'b0, once} : 31'b0);
    wire [30:0] row_1;
    assign row_1 = factor[3] ? (factor[2] ? thrice : {1'b0, once, 1'b0}) : (factor[2] ? {2'b0, once} : 31'b0);
    wire [30:0] row_2;
    assign row_2 = factor[5] ? (factor[4] ? thrice : {1'b0, once, 1'b0}) : (factor[4] ? {2'b0, once} : 31'b0);
    wire [30:0] row_3;
    assign row_3 = factor[7] ? (factor[6] ? thrice : {1'b0, once, 1'b0}) : (factor[6] ? {2'b0, once} : 31'b0);
    wire [30:0] row_4;
    assign row_4 = factor[9] ? (factor[8] ? thrice : {1'b0, once, 1'b0}) : (factor[8] ? {2'b0, once} : 31'b0);
    wire [30:0] row_5;
    assign row_5 = factor[11] ? (factor[10] ? thrice : {1'b0, once, 1'b0}) : (factor[10] ? {2'b0, once} : 31'b0);
    wire [30:0] row_6;
    assign row_6 = factor[13] ? (factor[12] ? thrice : {1'b0, once, 1'b0}) : (factor[12] ? {2'b0, once} : 31'b0);
    wire [30:0] row_7;
    assign row_7 = factor[15] ? (factor[14] ? thrice : {1'b0, once, 1'b0}) : (factor[14] ? {2'b0, once} : 31'b0);
    wire [30:0] row_8;
    assign row_8 = factor[17] ? (factor[16] ? thrice : {1'b0, once, 1'b0}) : (factor[16] ? {2'b0, once} : 31'b0);
    wire [30:0] row_9;
    assign row_9 = factor[19] ? (factor[18] ? thrice : {1'b0, once, 1'b0}) : (factor[18] ? {2'b0, once} : 31'b0);
    wire [30:0] row_10;
    assign row_10 = factor[21] ? (factor[20] ? thrice : {1'b0, once, 1'b0}) : (factor[20] ? {2'b0, once} : 31'b0);
    wire [30:0] row_11;
    assign row_11 = factor[23] ? (factor[22] ? thrice : {1'b0, once, 1'b0}) : (factor[22] ? {2'b0, once} : 31'b0);
    reg [33:0] sum_1_0;
    always @(posedge clock) begin
       if (reset) sum_1_0 <= 0;
       else if (advance) sum_1_0 <= row_0 + {row_1, 2'b0};
    end
    reg [33:0] sum_1_1;
    always @(posedge clock) begin
       if (reset) sum_1_1 <= 0;
       else if (advance) sum_1_1 <= row_2 + {row_3, 2'b0};
    end
    reg [33:0] sum_1_2;
    always @(posedge clock) begin
       if (reset) sum_1_2 <= 0;
       else if (advance) sum_1_2 <= row_4 + {row_5, 2'b0};
    end
    reg [33:0] sum_1_3;
    always @(posedge clock) begin
       if (reset) sum_1_3 <= 0;
       else if (advance) sum_1_3 <= row_6 + {row_7, 2'b0};
    end
    reg [33:0] sum_1_4;
    always @(posedge clock) begin
       if (reset) sum_1_4 <= 0;
       else if (advance) sum_1_4 <= row_8 + {row_9, 2'b0};
    end
    reg [33:0] sum_1_5;
    always @(posedge clock) begin
       if (reset) sum_1_5 <= 0;
       else if (advance) sum_1_5 <= row_10 + {row_11, 2'b0};
    end
    reg [38:0] sum_2_0;
    always @(posedge clock) begin
       if (reset) sum_2_0 <= 0;
       else if (advance) sum_2_0 <= sum_1_0 + {sum_1_1, 4'b0};
    end
    reg [38:0] sum_2_1;
    always @(posedge clock) begin
       if (reset) sum_2_1 <= 0;
       else if (advance) sum_2_1 <= sum_1_2 + {sum_1_3, 4'b0};
    end
    reg [38:0] sum_2_2;
    always @(posedge clock) begin
       if (reset) sum_2_2 <= 0;
       else if (advance) sum_2_2 <= sum_1_4 + {sum_1_5, 4'b0};
    end
    reg [47:0] sum_3_0;
    always @(posedge clock) begin
       if (reset) sum_3_0 <= 0;
       else if (advance) sum_3_0 <= sum_2_0 + {sum_2_1, 8'b0};
    end
    reg [38:0] sum_3_1;
    always @(posedge clock) begin
       if (reset) sum_3_1 <= 0;
       else if (advance) sum_3_1 <= sum_2_2;
    end
    always @(posedge clock) begin
       if (reset) product <= 0;
       else if (advance) product <= sum_3_0 + {sum_3_1, 16'b0};
    end
endmodule

module l2_norm_backward$scale_of(clock,reset,start,low,high,samples,done,root,up);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [31:0] low;
    input wire  [31:0] high;
    input wire  [10:0] samples;
    output reg  done;
    output reg  [30:0] root;
    output reg  up;

    // Constant declarations
    localparam  steps = 7'b11111;
    localparam  rest_at = 7'b1110;
    localparam  pair_at = 7'b1100;
    localparam  low_at = 7'b11110;
    localparam  top_at = 7'b11111;

    // Stub signals
    reg  [31:0] above$d;
    wire  [31:0] above$q;
    reg  [31:0] below$d;
    wire  [31:0] below$q;
    reg  [10:0] divide$denominator;
    reg  [10:0] divide$remainder;
    reg  [1:0] divide$pair;
    wire  [1:0] divide$digits;
    wire  [10:0] divide$rest;
    reg  [10:0] remainder$d;
    wire  [10:0] remainder$q;
    reg  [6:0] left$d;
    wire  [6:0] left$q;
    reg  busy$d;
    wire  busy$q;
    reg  [1:0] pair$d;
    wire  [1:0] pair$q;
    reg  rooting$d;
    wire  rooting$q;
    reg  [32:0] step$a;
    reg  [32:0] step$b;
    wire  [32:0] step$difference;
    wire  step$borrow;
    reg  [31:0] rest$d;
    wire  [31:0] rest$q;
    reg  [30:0] digits$d;
    wire  [30:0] digits$q;
    reg  closing$d;
    wire  closing$q;
    reg  upward$d;
    wire  upward$q;
    reg  finished$d;
    wire  finished$q;

    // Local signals
    reg  [32:0] shifted;
    reg  [32:0] trial;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$remainder above(
        .d(above$d),
        .q(above$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$remainder below(
        .d(below$d),
        .q(below$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$scale_of$divide divide(
        .clock(clock),
        .reset(reset),
        .denominator(divide$denominator),
        .remainder(divide$remainder),
        .pair(divide$pair),
        .digits(divide$digits),
        .rest(divide$rest)
    );
    l2_norm_backward$back$emit$left remainder(
        .d(remainder$d),
        .q(remainder$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$scale_of$pair pair(
        .d(pair$d),
        .q(pair$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard rooting(
        .d(rooting$d),
        .q(rooting$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$scale_of$step step(
        .a(step$a),
        .b(step$b),
        .difference(step$difference),
        .borrow(step$borrow)
    );
    l2_norm_backward$back$derivative$divide$remainder rest(
        .d(rest$d),
        .q(rest$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$scale_held digits(
        .d(digits$d),
        .q(digits$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard closing(
        .d(closing$d),
        .q(closing$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard upward(
        .d(upward$d),
        .q(upward$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        above$d = above$q;
        below$d = below$q;
        remainder$d = remainder$q;
        left$d = left$q;
        busy$d = busy$q;
        pair$d = pair$q;
        rooting$d = rooting$q;
        rest$d = rest$q;
        digits$d = digits$q;
        closing$d = closing$q;
        upward$d = upward$q;
        finished$d = finished$q;
        divide$denominator = samples;
        divide$remainder = remainder$q;
        divide$pair = above$q[(pair_at)+:(2)];
        pair$d = 32'h0;
        rooting$d = busy$q;
        if (busy$q) begin
            pair$d = divide$digits;
            above$d = (above$q << 32'h2) | ((below$q[(low_at)+:(2)]) & 32'hffffffff);
            below$d = below$q << 32'h2;
            remainder$d = divide$rest;
            left$d = left$q - 32'h1;
            busy$d = |left$q;
        end
        shifted = (((rest$q) & 33'h1ffffffff) << 32'h2) | ((pair$q) & 33'h1ffffffff);
        trial = (((digits$q) & 33'h1ffffffff) << 32'h2) | 32'h1;
        step$a = shifted;
        step$b = trial;
        if (rooting$q) begin
            rest$d = step$difference[(32'h0)+:(32)];
            digits$d = (digits$q << 32'h1) | 32'h1;
            if (step$borrow) begin
                rest$d = shifted[(32'h0)+:(32)];
                digits$d = digits$q << 32'h1;
            end
        end
        closing$d = rooting$q & ~busy$q;
        if (closing$q) begin
            upward$d = ~step$borrow | rest$q[top_at];
            finished$d = 1'b1;
        end
        if (start) begin
            above$d = high;
            below$d = low;
            remainder$d = ((high[(rest_at)+:(18)]) & 11'h7ff);
            rest$d = 32'h0;
            digits$d = 32'h0;
            left$d = steps - 32'h1;
            busy$d = 1'b1;
            finished$d = 1'b0;
        end
        done = finished$q;
        root = digits$q;
        up = upward$q;
    end

endmodule

module l2_norm_backward$scale_of$divide(clock,reset,denominator,remainder,pair,digits,rest);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [10:0] denominator;
    input wire  [10:0] remainder;
    input wire  [1:0] pair;
    output reg  [1:0] digits;
    output reg  [10:0] rest;

    // Update code (custom)
    reg [11:0] thrice;
    always @(posedge clock) begin
       if (reset) thrice <= 0;
       else thrice <= {denominator, 1'b0} + denominator;
    end
    wire [13:0] numerator;
    wire [13:0] less_1;
    wire [13:0] less_2;
    wire [13:0] less_3;
    assign numerator = {1'b0, remainder, pair};
    assign less_1 = numerator - {3'b0, denominator};
    assign less_2 = numerator - {2'b0, denominator, 1'b0};
    assign less_3 = numerator - {2'b0, thrice};
    always @(*) begin
       digits = !less_3[13] ? 2'd3 : !less_2[13] ? 2'd2 : !less_1[13] ? 2'd1 : 2'd0;
       rest = !less_3[13] ? less_3[10:0] : !less_2[13] ? less_2[10:0]
          : !less_1[13] ? less_1[10:0] : numerator[10:0];
    end
endmodule

module l2_norm_backward$scale_of$pair(d,q,clock,reset);

    // Module arguments
    input wire  [1:0] d;
    output reg  [1:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 2'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$scale_of$step(a,b,difference,borrow);

    // Module arguments
    input wire  [32:0] a;
    input wire  [32:0] b;
    output reg  [32:0] difference;
    output reg  borrow;

    // Update code (custom)
    wire [33:0] total;
    assign total = {1'b0, a} - {1'b0, b};
    always @(*) difference = total[32:0];
    always @(*) borrow = total[33];
endmodule

module l2_norm_backward$slope_of(clock,reset,start,mean,normal,done,slope,up);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [24:0] mean;
    input wire  [30:0] normal;
    output reg  done;
    output reg  [28:0] slope;
    output reg  up;

    // Constant declarations
    localparam  above = 6'b101;
    localparam  below = 6'b0;
    localparam  low_at = 6'b11101;

    // Stub signals
    reg  divide$start;
    reg  [31:0] divide$rest;
    reg  [28:0] divide$low;
    reg  [31:0] divide$denominator;
    wire  divide$done;
    wire  [28:0] divide$quotient;
    wire  divide$up;

    // Local signals
    reg  [31:0] mean_wide;

    // Sub module instances
    l2_norm_backward$slope_of$divide divide(
        .clock(clock),
        .reset(reset),
        .start(divide$start),
        .rest(divide$rest),
        .low(divide$low),
        .denominator(divide$denominator),
        .done(divide$done),
        .quotient(divide$quotient),
        .up(divide$up)
    );

    // Update code
    always @(*) begin
        mean_wide = ((mean) & 32'hffffffff) << above;
        divide$start = start;
        divide$rest = mean_wide >> below;
        divide$low = ((mean) & 29'h1fffffff) << low_at;
        divide$denominator = ((normal) & 32'hffffffff);
        done = divide$done;
        slope = divide$quotient;
        up = divide$up;
    end

endmodule

module l2_norm_backward$slope_of$divide(clock,reset,start,rest,low,denominator,done,quotient,up);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [31:0] rest;
    input wire  [28:0] low;
    input wire  [31:0] denominator;
    output reg  done;
    output reg  [28:0] quotient;
    output reg  up;

    // Constant declarations
    localparam  count = 7'b11101;
    localparam  one = 7'b1;
    localparam  top = 7'b11100;

    // Stub signals
    reg  [31:0] step$a;
    reg  [31:0] step$b;
    wire  [31:0] step$difference;
    wire  step$borrow;
    reg  [31:0] remainder$d;
    wire  [31:0] remainder$q;
    reg  [28:0] digits$d;
    wire  [28:0] digits$q;
    reg  [6:0] left$d;
    wire  [6:0] left$q;
    reg  busy$d;
    wire  busy$q;
    reg  at_guard$d;
    wire  at_guard$q;
    reg  guard$d;
    wire  guard$q;
    reg  guarded$d;
    wire  guarded$q;
    reg  upward$d;
    wire  upward$q;
    reg  finished$d;
    wire  finished$q;

    // Local signals
    reg  [31:0] next_bit;
    reg  [31:0] shifted;

    // Sub module instances
    l2_norm_backward$back$derivative$divide$step step(
        .a(step$a),
        .b(step$b),
        .difference(step$difference),
        .borrow(step$borrow)
    );
    l2_norm_backward$back$derivative$divide$remainder remainder(
        .d(remainder$d),
        .q(remainder$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$emit$slope_held digits(
        .d(digits$d),
        .q(digits$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard at_guard(
        .d(at_guard$d),
        .q(at_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard guard(
        .d(guard$d),
        .q(guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard guarded(
        .d(guarded$d),
        .q(guarded$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard upward(
        .d(upward$d),
        .q(upward$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$back$derivative$divide$at_guard finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        remainder$d = remainder$q;
        digits$d = digits$q;
        left$d = left$q;
        busy$d = busy$q;
        at_guard$d = at_guard$q;
        guard$d = guard$q;
        guarded$d = guarded$q;
        upward$d = upward$q;
        finished$d = finished$q;
        next_bit = 32'h0;
        if (~at_guard$q & digits$q[top]) begin
            next_bit = 32'h1;
        end
        shifted = (remainder$q << 32'h1) | next_bit;
        step$a = shifted;
        step$b = denominator;
        if (busy$q) begin
            left$d = left$q - 32'h1;
            at_guard$d = left$q == one;
            remainder$d = step$difference;
            if (step$borrow) begin
                remainder$d = shifted;
            end
            if (~at_guard$q) begin
                digits$d = (digits$q << 32'h1) | 32'h1;
                if (step$borrow) begin
                    digits$d = digits$q << 32'h1;
                end
            end
            else begin
                guard$d = ~step$borrow;
                busy$d = 1'b0;
            end
        end
        guarded$d = busy$q & at_guard$q;
        if (guarded$q) begin
            upward$d = guard$q & (|remainder$q | digits$q[32'h0]);
            finished$d = 1'b1;
        end
        if (start) begin
            remainder$d = rest;
            digits$d = low;
            left$d = count;
            busy$d = 1'b1;
            at_guard$d = 1'b0;
            finished$d = 1'b0;
        end
        done = finished$q;
        quotient = digits$q;
        up = upward$q;
    end

endmodule
