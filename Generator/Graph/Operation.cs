using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace GraphGen.Generator.Graph;

/// <summary>An argument of a kernel: a value with how it is touched, or a literal.</summary>
/// <param name="Value">The value, or null for a literal.</param>
/// <param name="Literal">C# text, or null for a value.</param>
/// <param name="Writes">Whether the kernel writes the value.</param>
/// <param name="OwnRows">Whether a worker keeps to the rows of its own part.</param>
/// <param name="OwnColumns">Whether a worker keeps to the columns of its own part.</param>
public sealed record Operand(Value? Value, string? Literal, bool Writes, bool OwnRows, bool OwnColumns)
{
    /// <summary>Read at the worker's own rows, whole rows.</summary>
    public static Operand Rows(Value value) => new(value, null, false, OwnRows: true, OwnColumns: false);

    /// <summary>Read at the worker's own columns, all rows.</summary>
    public static Operand Columns(Value value) => new(value, null, false, OwnRows: false, OwnColumns: true);

    /// <summary>Read at the worker's own rows and columns.</summary>
    public static Operand Own(Value value) => new(value, null, false, OwnRows: true, OwnColumns: true);

    /// <summary>Read everywhere.</summary>
    public static Operand All(Value value) => new(value, null, false, OwnRows: false, OwnColumns: false);

    /// <summary>Written at the worker's own rows and columns: every element has one owner.</summary>
    public static Operand Written(Value value) => new(value, null, true, OwnRows: true, OwnColumns: true);

    public static Operand Text(string literal) => new(null, literal, false, false, false);
}

/// <summary>One link of a fused elementwise chain: a factory of the runtime's <c>Epilogue</c> class and its arguments.</summary>
public sealed record EpilogueStep(string Factory, ImmutableArray<Operand> Operands)
{
    public EpilogueStep(string factory, params Operand[] operands) : this(factory, operands.ToImmutableArray())
    {
    }
}

/// <summary>
/// Along which axes an operation may be shared among workers, and what it costs. Two operations cut the same thing if
/// their keys are equal.
/// </summary>
public sealed record Split(
    string RowKey,
    int RowBlocks,
    string ColumnKey,
    int ColumnUnits,
    long FlopsPerSample,
    long SharedBytes,
    long BytesPerSample)
{
    public const string Samples = "samples";

    public bool IsBySamples => RowKey == Samples;

    /// <summary>By samples only.</summary>
    public static Split BySamples(long flops, long bytes) => new(Samples, 0, "", 1, flops, 0, bytes);

    /// <summary>By samples and panels of 32 columns.</summary>
    public static Split ByPanels(int columns, long flops, long sharedBytes, long bytesPerSample) =>
        new(Samples, 0, Panels(columns), (columns + 31) / 32, flops, sharedBytes, bytesPerSample);

    /// <summary>The key of a cut into panels of 32 columns.</summary>
    public static string Panels(int columns) => FormattableString.Invariant($"columns of {columns}");
}

/// <summary>
/// One kernel call. <see cref="Epilogue"/> is default if the kernel takes none; then nothing can be fused into it.
/// </summary>
public sealed record Operation(
    string Title,
    string Kernel,
    Split Split,
    ImmutableArray<Operand> Operands,
    ImmutableArray<EpilogueStep> Epilogue)
{
    /// <summary>The kernel that does nothing but its epilogue: what fusion dissolves.</summary>
    public const string Elementwise = "Pointwise.Run";

    /// <summary>Parameters that the optimizer updates right behind the kernel, part by part, by the worker that summed them.</summary>
    public ImmutableArray<Value> Updates { get; init; } = [];

    /// <summary>Whether it continues a value that an earlier operation began: the next part of a concatenation, the second use of shared weights.</summary>
    public bool Continues { get; init; }

    /// <summary>Whether it reads nothing but parameters: inference does it again only when they have changed.</summary>
    public bool IsPreparation { get; init; }

    public bool TakesEpilogue => !Epilogue.IsDefault;

    /// <summary>All values touched, with those of the epilogue and the updates.</summary>
    public IEnumerable<Operand> Accesses =>
        Operands.Concat(TakesEpilogue ? Epilogue.SelectMany(step => step.Operands) : [])
            .Where(operand => operand.Value is not null)
            .Concat(Updates.Select(Operand.Written));

    /// <summary>The value that the kernel itself produces, which its epilogue maps.</summary>
    public Operand Result => Operands.First(operand => operand.Writes);

    public static Operation Map(string title, Value input, Value output, params EpilogueStep[] steps) => new(
        title,
        Elementwise,
        Split.ByPanels(output.Stored.Last, output.Shape.Elements, 0, 4 * output.Shape.Elements),
        [Operand.Own(input), Operand.Written(output)],
        steps.ToImmutableArray());
}
