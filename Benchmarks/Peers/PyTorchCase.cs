namespace Benchmarks.Peers;

/// <summary>Work that PyTorch can do.</summary>
/// <param name="Kind"><c>training</c>: a step with softmax cross-entropy and an optimizer; <c>inference</c>: the logits.</param>
/// <param name="Layers">The network, as <see cref="LayerText"/> reads it.</param>
/// <param name="Batch">Samples.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Optimizer"><c>adam</c>, or <c>sgd</c> with momentum and weight decay.</param>
internal sealed record PyTorchCase(string Kind, string Layers, int Batch, int Threads, string Optimizer = "adam");
