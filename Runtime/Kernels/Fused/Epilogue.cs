using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>Makes epilogues, so that emitted calls need not spell their types.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Epilogue
{
    /// <inheritdoc cref="Identity"/>
    public static Identity None => default;

    /// <inheritdoc cref="AddBias"/>
    public static AddBias Bias(ParameterVector bias) => new(bias);

    /// <inheritdoc cref="Map{TOp}"/>
    public static Map<TOp> Map<TOp>(TOp op) where TOp : struct, IPointwise => new(op);

    /// <inheritdoc cref="Derivative{TOp}"/>
    public static Derivative<TOp> Derivative<TOp>(TOp op, Tensor<float> saved) where TOp : struct, IPointwise => new(op, saved);

    /// <inheritdoc cref="CompilerServices.Keep"/>
    public static Keep Keep(Tensor<ulong> mask, float scale) => new(mask, scale);

    /// <inheritdoc cref="CompilerServices.Store"/>
    public static Store Store(Tensor<float> tensor) => new(tensor);

    /// <inheritdoc cref="CompilerServices.Add"/>
    public static Add Add(Tensor<float> other) => new(other);

    /// <inheritdoc cref="CompilerServices.Subtract"/>
    public static Subtract Subtract(Tensor<float> other) => new(other);

    /// <inheritdoc cref="CompilerServices.SubtractFrom"/>
    public static SubtractFrom SubtractFrom(Tensor<float> other) => new(other);

    /// <inheritdoc cref="CompilerServices.Multiply"/>
    public static Multiply Multiply(Tensor<float> other) => new(other);

    /// <inheritdoc cref="CompilerServices.Affine"/>
    public static Affine Affine(float scale, float shift) => new(scale, shift);

    /// <inheritdoc cref="CompilerServices.ScaleColumns"/>
    public static ScaleColumns ScaleColumns(ParameterVector scale, ParameterVector shift) => new(scale, shift);

    /// <inheritdoc cref="CompilerServices.MultiplyColumns"/>
    public static MultiplyColumns MultiplyColumns(ParameterVector factor) => new(factor);

    /// <inheritdoc cref="CompilerServices.BlendColumns"/>
    public static BlendColumns BlendColumns(Tensor<float> other, ParameterVector own, ParameterVector theirs, ParameterVector constant) =>
        new(other, own, theirs, constant);

    /// <inheritdoc cref="CompilerServices.ClearPadding"/>
    public static ClearPadding ClearPadding(int columns) => new(columns);

    /// <summary>Two links.</summary>
    public static Then<A, B> Chain<A, B>(A a, B b)
        where A : struct, IEpilogue
        where B : struct, IEpilogue => new(a, b);

    /// <summary>Three links.</summary>
    public static Then<A, Then<B, C>> Chain<A, B, C>(A a, B b, C c)
        where A : struct, IEpilogue
        where B : struct, IEpilogue
        where C : struct, IEpilogue => new(a, Chain(b, c));

    /// <summary>Four links.</summary>
    public static Then<A, Then<B, Then<C, D>>> Chain<A, B, C, D>(A a, B b, C c, D d)
        where A : struct, IEpilogue
        where B : struct, IEpilogue
        where C : struct, IEpilogue
        where D : struct, IEpilogue => new(a, Chain(b, c, d));
}
