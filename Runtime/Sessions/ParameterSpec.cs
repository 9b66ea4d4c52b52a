using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>A parameter as emitted code declares it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterSpec
{
    private ParameterSpec(ParameterForm form, string name, int[] shape, Initializer initializer, float scale, bool trainable)
    {
        Form = form;
        Name = name;
        Shape = shape;
        Initializer = initializer;
        Scale = scale;
        Trainable = trainable;
    }

    internal ParameterForm Form { get; }

    internal string Name { get; }

    /// <summary>The public shape: [outputs, inputs …] for panels, [length] for a vector, [rows, columns] for a table.</summary>
    internal int[] Shape { get; }

    internal Initializer Initializer { get; }

    internal float Scale { get; }

    internal bool Trainable { get; }

    /// <summary>Of a weight in panels: how its rows and columns follow the public shape.</summary>
    internal PanelLayout Panel { get; private init; }

    /// <summary>A weight matrix, kept in column panels; its public shape is [outputs, inputs].</summary>
    public static ParameterSpec Panels(string name, int outputs, int inputs, Initializer initializer, float scale, bool trainable) =>
        new(ParameterForm.Panels, name, [outputs, inputs], initializer, scale, trainable) { Panel = new PanelLayout(outputs, inputs) };

    /// <summary>
    /// A weight that multiplies what lies channels last, kept in column panels; its public shape is [outputs, inputs], where
    /// inputs are channel after channel, or [outputs, channels, kernel height, kernel width].
    /// </summary>
    /// <param name="name">The full name.</param>
    /// <param name="shape">The public shape.</param>
    /// <param name="channels">The channels that an output sees.</param>
    /// <param name="groups">Groups of outputs, each a matrix of its own; one after the other in memory.</param>
    /// <param name="initializer">How it is drawn.</param>
    /// <param name="scale">The factor on the initial values.</param>
    /// <param name="trainable">Whether it is trained.</param>
    public static ParameterSpec ChannelsLastPanels(string name, int[] shape, int channels, int groups, Initializer initializer, float scale, bool trainable) =>
        new(ParameterForm.Panels, name, shape, initializer, scale, trainable)
        {
            Panel = new PanelLayout(shape[0], Segment.Product(shape.AsSpan(1)), channels, groups),
        };

    /// <summary>A vector such as a bias.</summary>
    public static ParameterSpec Vector(string name, int length, Initializer initializer, float scale, bool trainable) =>
        new(ParameterForm.Vector, name, [length], initializer, scale, trainable);

    /// <summary>A table whose rows are looked up; its public shape is [rows, columns].</summary>
    public static ParameterSpec Table(string name, int rows, int columns, Initializer initializer, float scale, bool trainable) =>
        new(ParameterForm.Table, name, [rows, columns], initializer, scale, trainable);
}

/// <summary>How a parameter lies in memory.</summary>
internal enum ParameterForm
{
    /// <summary>A <see cref="PanelMatrix"/>.</summary>
    Panels,

    /// <summary>A <see cref="ParameterVector"/>.</summary>
    Vector,

    /// <summary>A <see cref="ParameterTable"/>.</summary>
    Table,
}

/// <summary>A network as emitted code declares it: its name, its parameters in order, and what it keeps besides.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Parameters">All parameters, frozen ones included.</param>
/// <param name="Buffers">The running statistics: kept and saved like parameters, and never trained. Their numbers follow those of the parameters.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NetworkLayout(string Name, ParameterSpec[] Parameters, ParameterSpec[]? Buffers = null);
