using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// The contract of a layer: what shape it gives, which parameters it has, which kernels run it forward and backward.
/// A new layer is one such record and one line in <see cref="LayerCatalog"/>; the phases know no layer by name.
/// </summary>
public abstract record Layer(LayerUse Use) : IShaped
{
    /// <summary>The stem of the layer's name: <c>dense</c> in <c>dense1.weight</c>.</summary>
    public virtual string Stem => Use.Kind.ToLowerInvariant();

    /// <summary>What the summary shows: <c>Dense(128)</c>.</summary>
    public virtual string Title => Use.Kind;

    /// <summary>Whether it takes indices instead of numbers.</summary>
    public virtual bool TakesIndices => false;

    /// <summary>Whether it takes pictures, whose axes the user may have mixed up.</summary>
    public virtual bool TakesPictures => false;

    /// <summary>For a layer that takes indices: they are below this number.</summary>
    public virtual int IndexLimit => 0;

    /// <summary>Whether every element of its output is the largest of some elements of its operand, and takes the gradient there.</summary>
    public virtual bool TakesMaxima => false;

    /// <summary>
    /// Whether, element by element, it leaves a larger number larger or cuts both off, and no gradient with them: then it may come
    /// behind a maximum as well as before it.
    /// </summary>
    public virtual bool KeepsMaxima => false;

    /// <summary>Whether it takes one operand only, as the layers of a stack do.</summary>
    public virtual bool IsUnary => false;

    /// <inheritdoc/>
    public abstract Inference Infer(ImmutableArray<Shape> inputs);

    /// <summary>How its operands and its result lie in memory; elsewhere values are turned into that order where they come in another.</summary>
    public virtual MemoryOrder Order(MemoryOrderChoice choice) => choice.RowMajor;

    /// <summary>The parameters, in the order of a PyTorch state dictionary, for an input shape that <see cref="Infer"/> accepted.</summary>
    public virtual IEnumerable<ParameterDeclaration> Parameters(Shape input, LayerContext context) => [];

    /// <summary>Appends the kernels that compute the layer's output.</summary>
    public abstract void Forward(ForwardBuilder build);

    /// <summary>Appends the kernels that turn the output's gradient into those of the operands and the parameters.</summary>
    public abstract void Backward(BackwardBuilder build);

    /// <summary>A number as C# and people write it, the same under every culture.</summary>
    protected static string Text(IFormattable number) => number.ToString(number is float ? "R" : null, CultureInfo.InvariantCulture);
}

/// <summary>A layer of one operand: all that can stand in a stack.</summary>
public abstract record UnaryLayer(LayerUse Use) : Layer(Use)
{
    public sealed override bool IsUnary => true;

    public sealed override Inference Infer(ImmutableArray<Shape> inputs) => Infer(inputs[0]);

    /// <inheritdoc cref="IShaped.Infer"/>
    public abstract Inference Infer(Shape input);
}
