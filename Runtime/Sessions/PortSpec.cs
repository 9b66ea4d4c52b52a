using System.ComponentModel;

namespace GraphGen
{
    /// <summary>The element type of a port.</summary>
    public enum PortType
    {
        /// <summary>Single-precision numbers.</summary>
        Float32,

        /// <summary>32-bit integers: class indices.</summary>
        Int32,
    }
}

namespace GraphGen.CompilerServices
{
    /// <summary>An input, target or output as emitted code declares it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The shape for one sample; empty for one element.</param>
    /// <param name="classes">For class indices: they are below this number; else 0.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class PortSpec(string name, PortType type, int[] shape, int classes = 0)
    {
        internal string Name { get; } = name;

        internal PortType Type { get; } = type;

        internal int[] Shape { get; } = shape;

        internal int Classes { get; } = classes;

        internal int ElementsPerSample { get; } = Segment.Product(shape);

        internal int Columns => Shape.Length == 0 ? 1 : Shape[^1];

        internal int Rows => ElementsPerSample / Columns;
    }

    /// <summary>A loss as emitted code declares it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="rows">Loss values of one sample.</param>
    /// <param name="divisor">By what their sum is divided for the mean.</param>
    /// <param name="weight">The weight in the total.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class LossSpec(string name, int rows, long divisor, float weight)
    {
        internal string Name { get; } = name;

        internal int Rows { get; } = rows;

        internal long Divisor { get; } = divisor;

        internal float Weight { get; } = weight;
    }
}
