namespace GraphGen;

/// <summary>
/// The distribution of a parameter's initial values. Of a weight [outputs, inputs], <c>fanIn</c> is the number of inputs of
/// one output and <c>fanOut</c> the number of outputs that one input feeds. Every formula is multiplied by the layer's
/// initialiser scale (1 unless given). The values depend on the network's seed and the parameter's name alone: adding a
/// layer leaves those of the others unchanged.
/// </summary>
public enum Initializer
{
    /// <summary>
    /// Chosen by what follows the layer: <see cref="HeUniform"/> if it feeds a ReLU-like activation,
    /// <see cref="GlorotUniform"/> otherwise; biases are <see cref="Zeros"/>.
    /// </summary>
    Default = 0,

    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1 (times the scale, as everywhere).</summary>
    Ones,

    /// <summary>Uniform in ±√(6 / fanIn). He, Zhang, Ren, Sun: Delving Deep into Rectifiers, 2015.</summary>
    HeUniform,

    /// <summary>Normal with standard deviation √(2 / fanIn). He, Zhang, Ren, Sun: Delving Deep into Rectifiers, 2015.</summary>
    HeNormal,

    /// <summary>Uniform in ±√(6 / (fanIn + fanOut)). Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks, 2010.</summary>
    GlorotUniform,

    /// <summary>Normal with standard deviation √(2 / (fanIn + fanOut)). Glorot, Bengio, 2010.</summary>
    GlorotNormal,

    /// <summary>Uniform in ±√(3 / fanIn). LeCun, Bottou, Orr, Müller: Efficient BackProp, 1998.</summary>
    LecunUniform,

    /// <summary>Normal with standard deviation √(1 / fanIn). LeCun, Bottou, Orr, Müller: Efficient BackProp, 1998.</summary>
    LecunNormal,

    /// <summary>Uniform in ±1.</summary>
    Uniform,

    /// <summary>Normal with standard deviation 1.</summary>
    Normal,

    /// <summary>
    /// A random matrix with orthonormal rows (columns, if it has more rows than columns); axes after the first count as one.
    /// Saxe, McClelland, Ganguli: Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, 2013.
    /// </summary>
    Orthogonal,
}
