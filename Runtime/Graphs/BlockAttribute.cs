namespace GraphGen;

/// <summary>
/// Makes a partial class a block: layers and wiring to be used in networks and other blocks as <see cref="BlockAttribute{TBlock}"/>.
/// Its stack stands on the class, or its stacks on partial methods that its method <c>Graph</c> wires.
/// </summary>
/// <remarks>
/// A block has no inputs of its own, and no losses: the shapes come from its use. Its constants marked <see cref="SizeAttribute"/>
/// are its parameters, in the order in which they are declared.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;

/// <summary>The layers of a block, in the place of this attribute. Each use has parameters of its own.</summary>
/// <typeparam name="TBlock">A class of the same project that is marked <see cref="BlockAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class BlockAttribute<TBlock> : LayerAttribute where TBlock : class
{
    /// <summary>Declares the use.</summary>
    /// <param name="sizes">Values for the block's <see cref="SizeAttribute"/> constants, in their order; those left out keep the value that the block gives them.</param>
    public BlockAttribute(params int[] sizes) => Sizes = sizes;

    /// <summary>Values for the block's sizes.</summary>
    public int[] Sizes { get; }

    /// <summary>How many copies follow each other, each with parameters of its own; at least 1, the default. The first operand passes through them, the others go to each unchanged.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>Whether training leaves all parameters of the block as they are. The default is false.</summary>
    public bool Frozen { get; set; }
}
