namespace GraphGen.Generator.Read;

/// <summary>What <c>Graph</c> says: its parameters, the calls and operations in the order in which they stand, and what it returns.</summary>
/// <param name="IsComplete">Whether all of it could be read; else the steps are missing, and the results have their names only.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Steps">The calls and operations.</param>
/// <param name="Results">What it returns.</param>
/// <param name="Unused">What it computes, but neither uses nor returns.</param>
public sealed record GraphModel(
    bool IsComplete,
    EquatableArray<GraphParameterModel> Parameters,
    EquatableArray<GraphStep> Steps,
    EquatableArray<GraphResult> Results,
    EquatableArray<UnusedValue> Unused)
{
    /// <summary>Its ports alone, for a stand-in.</summary>
    public GraphModel Incomplete() => this with { IsComplete = false, Steps = EquatableArray<GraphStep>.Empty, Unused = EquatableArray<UnusedValue>.Empty };
}

/// <summary>A parameter of <c>Graph</c>; <see cref="Input"/> is its [Input], null in a block.</summary>
public sealed record GraphParameterModel(string Name, LayerUse? Input);

/// <summary>The call of a layer method, or an operation on nodes.</summary>
/// <param name="Stack">The stack that is called; -1 for an operation.</param>
/// <param name="Operation">The operation; null for a call.</param>
/// <param name="Operands">Each an earlier step's number, or the complement (~) of a parameter's.</param>
public sealed record GraphStep(int Stack, LayerUse? Operation, EquatableArray<int> Operands);

/// <summary>A returned value: its name, "" if nothing gives it one, and its number as in <see cref="GraphStep.Operands"/>.</summary>
public sealed record GraphResult(string Name, int Value);

/// <summary>A local or an expression that nothing uses; harmless where losses train all its steps.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Text">The local's name, or the expression.</param>
/// <param name="Steps">The steps whose results go nowhere; none for a second name of something that is used.</param>
public sealed record UnusedValue(Place Place, string Text, EquatableArray<int> Steps);
