using System;
using System.Collections.Generic;

namespace GraphGen.Generator.Read;

/// <summary>
/// All that the generator knows of one network: names and constants, no symbol, no syntax, no location. It is the only
/// value that the incremental pipeline caches; everything after it is a pure function of it.
/// </summary>
/// <param name="Type">The class.</param>
/// <param name="Body">Its layers and their wiring.</param>
/// <param name="Blocks">The blocks that it uses, and those that they use, sorted by key.</param>
/// <param name="Problems">The mistakes that only symbols and syntax show: of the class, its body and its blocks.</param>
public sealed record NetworkModel(
    TypeModel Type,
    UnitModel Body,
    EquatableArray<UnitModel> Blocks,
    EquatableArray<Problem> Problems);

/// <summary>A block as the generator emits its half: its class, its layer methods, and its own mistakes.</summary>
public sealed record BlockModel(TypeModel Type, UnitModel Body, EquatableArray<Problem> Problems);

/// <summary>The declared class, with what is needed to reopen it.</summary>
/// <param name="Namespace">The full namespace, or "" for the global one.</param>
/// <param name="ContainingTypes">Outermost first, each as it must be reopened: <c>partial class Outer</c>.</param>
/// <param name="Name">The simple name.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c> and so on, as C# writes it.</param>
/// <param name="HasSummary">Whether the user wrote a documentation comment with remarks of their own.</param>
/// <param name="Members">Names of the members that the user declared, sorted.</param>
public sealed record TypeModel(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string Accessibility,
    bool HasSummary,
    EquatableArray<string> Members)
{
    /// <summary>Stands among the members for a constructor that takes one <c>ulong</c>.</summary>
    public const string SeedConstructor = ".ctor(ulong)";

    /// <summary>The name with namespace and containing types, dots between: for hint names.</summary>
    public string FullName
    {
        get
        {
            string name = Namespace.Length == 0 ? "" : Namespace + ".";
            foreach (string container in ContainingTypes)
            {
                name += container.Substring(container.LastIndexOf(' ') + 1) + ".";
            }

            // Keywords as names are escaped in the language, not in names of files.
            return (name + Name).Replace("@", "");
        }
    }
}

/// <summary>A network's or block's layers and their wiring. A chain is one unnamed stack and a graph that calls it.</summary>
/// <param name="Key">The full name of a block; "" for the network itself.</param>
/// <param name="Title">The simple name.</param>
/// <param name="Sizes">A block's parameters, in order.</param>
/// <param name="Stacks">The layer methods.</param>
/// <param name="Graph">The wiring; null if it could not be read.</param>
public sealed record UnitModel(
    string Key,
    string Title,
    EquatableArray<SizeModel> Sizes,
    EquatableArray<StackModel> Stacks,
    GraphModel? Graph)
{
    /// <summary>The wiring, if there is one without mistakes of its own.</summary>
    public GraphModel? Wiring => Graph is { IsComplete: true } ? Graph : null;
}

/// <summary>A block's size and the value that it gives itself.</summary>
public sealed record SizeModel(string Name, SizeExpression Default);

/// <summary>Layers stacked on one declaration; the stack of a chain has the name "".</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Signature">The method's declaration as its other half must repeat it; "" for a chain.</param>
/// <param name="Operands">The number of values it takes.</param>
/// <param name="Layers">The layers in order.</param>
public sealed record StackModel(string Name, string Signature, int Operands, EquatableArray<LayerUse> Layers);

/// <summary>One attribute of a stack, or an operation on nodes. <see cref="Kind"/> is the attribute's name without the suffix: <c>Dense</c>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Arguments">The arguments that the user wrote.</param>
/// <param name="TypeArgument">The full name of its type argument, as <c>global::A.B</c>; a block's key; else "".</param>
public sealed record LayerUse(string Kind, EquatableArray<Argument> Arguments, string TypeArgument = "")
{
    /// <summary>The argument of that name, or null if the user left it out.</summary>
    public Constant? this[string name]
    {
        get
        {
            foreach (Argument argument in Arguments)
            {
                if (argument.Name == name)
                    return argument.Value;
            }

            return null;
        }
    }

    public int Integer(string name, int otherwise) => this[name] is { } value ? (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, value.Integer)) : otherwise;

    public float Number(string name, float otherwise) => this[name] is { } value ? (float)value.Number : otherwise;

    public bool Flag(string name, bool otherwise) => this[name] is { } value ? value.Integer != 0 : otherwise;

    public string? Text(string name) => this[name]?.Text;

    /// <summary>This use with the arguments that mention sizes evaluated for those values.</summary>
    public LayerUse With(IReadOnlyDictionary<string, int> sizes)
    {
        bool changes = false;
        List<Argument> arguments = [];
        foreach (Argument argument in Arguments)
        {
            changes |= argument.Sized.Count > 0;
            arguments.Add(argument.With(sizes));
        }

        return changes ? this with { Arguments = new(arguments) } : this;
    }
}

/// <summary>A given argument.</summary>
/// <param name="Name">The name of the constructor's parameter (<c>units</c>) or of the property (<c>Bias</c>).</param>
/// <param name="Value">Its value, for the sizes that the block gives itself.</param>
/// <param name="Sized">If it mentions a size: the expression, or one for each element of an array.</param>
public sealed record Argument(string Name, Constant Value, EquatableArray<SizeExpression> Sized)
{
    public Argument(string name, Constant value) : this(name, value, EquatableArray<SizeExpression>.Empty)
    {
    }

    public Argument With(IReadOnlyDictionary<string, int> sizes)
    {
        if (Sized.Count == 0)
            return this;
        List<long> integers = [];
        foreach (SizeExpression expression in Sized)
            integers.Add((long)expression.Evaluate(sizes).Value);
        double first = Sized[0].Evaluate(sizes).Value;
        bool isArray = Value.Integers.Count > 0;
        return this with { Value = new Constant((long)first, first, null, isArray ? new(integers) : EquatableArray<long>.Empty) };
    }
}

/// <summary>
/// A constant: integers, booleans (0, 1) and enum values in <see cref="Integer"/>, every number in <see cref="Number"/>,
/// strings and names of enum members in <see cref="Text"/>, arrays in <see cref="Integers"/>.
/// </summary>
public sealed record Constant(long Integer, double Number, string? Text, EquatableArray<long> Integers)
{
    public static Constant Of(long integer) => new(integer, integer, null, EquatableArray<long>.Empty);

    public static Constant Of(double number) => new(0, number, null, EquatableArray<long>.Empty);
}
