namespace Benchmarks.Peers;

/// <summary>Work that PyTorch can do.</summary>
/// <param name="Kind"><c>training</c>: a step with softmax cross-entropy and Adam; <c>inference</c>: the logits.</param>
/// <param name="Layers">The widths of a stack of dense layers with ReLU between them: <c>784-128-10</c>.</param>
/// <param name="Batch">Samples.</param>
/// <param name="Threads">Threads.</param>
internal sealed record PyTorchCase(string Kind, string Layers, int Batch, int Threads);
