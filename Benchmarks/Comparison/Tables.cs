using Benchmarks.Cases;
using Benchmarks.Peers;

namespace Benchmarks.Comparison;

/// <summary>All tables of the comparison. A new one is a file in <c>Cases</c> and a line here; a new peer a file in <c>Peers</c>.</summary>
internal static class Tables
{
    public static IReadOnlyList<ITable> All(PyTorchProcesses torch) =>
    [
        Training.Digits(torch),
        Training.Wide(torch),
        PictureTraining.Table(torch),
        Inference.Table(torch),
        PictureInference.Table(torch),
        Gemm.Table,
        Convolutions.Table,
        new DigitsAccuracy(torch),
    ];

    /// <summary>What <c>--only</c> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All(new PyTorchProcesses(python: null)).Select(table => table.Name)];
}
