namespace GraphGen.Generator.Read;

/// <summary>
/// All that the generator knows of one network: names and constants, no symbol, no syntax, no location. It is the only
/// value that the incremental pipeline caches; everything after it is a pure function of it.
/// </summary>
public sealed record NetworkModel(
    TypeModel Type,
    EquatableArray<StackModel> Stacks,
    EquatableArray<Problem> Problems);

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

            return name + Name;
        }
    }
}

/// <summary>Layers stacked on one declaration; the stack of a chain has the name "".</summary>
public sealed record StackModel(string Name, EquatableArray<LayerUse> Layers);

/// <summary>One attribute of a stack. <see cref="Kind"/> is the attribute's name without the suffix: <c>Dense</c>.</summary>
public sealed record LayerUse(string Kind, EquatableArray<Argument> Arguments)
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

    public int Integer(string name, int otherwise) => this[name] is { } value ? (int)value.Integer : otherwise;

    public float Number(string name, float otherwise) => this[name] is { } value ? (float)value.Number : otherwise;

    public bool Flag(string name, bool otherwise) => this[name] is { } value ? value.Integer != 0 : otherwise;

    public string? Text(string name) => this[name]?.Text;
}

/// <summary>A given argument: the name is that of the constructor's parameter (<c>units</c>) or of the property (<c>Bias</c>).</summary>
public sealed record Argument(string Name, Constant Value);

/// <summary>
/// A constant: integers, booleans (0, 1) and enum values in <see cref="Integer"/>, every number in <see cref="Number"/>,
/// strings and names of enum members in <see cref="Text"/>, arrays in <see cref="Integers"/>.
/// </summary>
public sealed record Constant(long Integer, double Number, string? Text, EquatableArray<long> Integers);

/// <summary>
/// A mistake, by where it is in the model: the diagnostic's id, the stack and layer (-1: the type itself), the argument's
/// name (null: the whole attribute), and the values of the message's holes. Where one argument of another value would mend it,
/// its position and that value follow.
/// </summary>
public sealed record Problem(string Id, int Stack, int Layer, string? Argument, EquatableArray<string> Values);
