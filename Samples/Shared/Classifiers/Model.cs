namespace Shared.Classifiers;

/// <summary>
/// What the program needs to know of a network class. It trains and runs through the ports of the sessions, so this is all:
/// a new model is a network class and one of these.
/// </summary>
/// <param name="Name">What --model calls it.</param>
/// <param name="Summary">The table of its layers.</param>
/// <param name="Create">Makes a network from a seed.</param>
/// <param name="Train">Makes a session: network, batch size, optimizer, threads.</param>
/// <param name="Infer">Makes a session: network, batch size, threads.</param>
/// <param name="Recipe">How it is trained.</param>
public sealed record Model(
    string Name,
    string Summary,
    Func<ulong, Network> Create,
    Func<Network, int, Optimizer, int, TrainingSession> Train,
    Func<Network, int, int, InferenceSession> Infer,
    Recipe Recipe)
{
    /// <summary>Describes a network class.</summary>
    public static Model Of<T>(string name, string summary, Func<ulong, T> create,
        Func<T, int, Optimizer, int, TrainingSession> train, Func<T, int, int, InferenceSession> infer, Recipe recipe)
        where T : Network =>
        new(name, summary, create,
            (network, batch, optimizer, threads) => train((T)network, batch, optimizer, threads),
            (network, batch, threads) => infer((T)network, batch, threads),
            recipe);
}
