using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>A parameter as emitted code declares it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterSpec
{
    private ParameterSpec(string name, int[] shape, Initializer initializer, float scale, bool trainable)
    {
        Name = name;
        Shape = shape;
        Initializer = initializer;
        Scale = scale;
        Trainable = trainable;
    }

    internal string Name { get; }

    /// <summary>The public shape: [outputs, inputs] for panels, [length] for a vector.</summary>
    internal int[] Shape { get; }

    internal Initializer Initializer { get; }

    internal float Scale { get; }

    internal bool Trainable { get; }

    /// <summary>A weight matrix, kept in column panels; its public shape is [outputs, inputs].</summary>
    public static ParameterSpec Panels(string name, int outputs, int inputs, Initializer initializer, float scale, bool trainable) =>
        new(name, [outputs, inputs], initializer, scale, trainable);

    /// <summary>A vector such as a bias.</summary>
    public static ParameterSpec Vector(string name, int length, Initializer initializer, float scale, bool trainable) =>
        new(name, [length], initializer, scale, trainable);
}

/// <summary>A network as emitted code declares it: its name and its parameters in order.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Parameters">All parameters, frozen ones included.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NetworkLayout(string Name, ParameterSpec[] Parameters);
