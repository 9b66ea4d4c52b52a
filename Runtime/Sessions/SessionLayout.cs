using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>A session as emitted code declares it: its ports, its memory, and the stages that workers share.</summary>
/// <param name="inputs">The inputs.</param>
/// <param name="targets">The targets; none in inference.</param>
/// <param name="outputs">The outputs.</param>
/// <param name="losses">The losses; none in inference.</param>
/// <param name="nodes">The names of the values that can be read.</param>
/// <param name="workspaceFloatsPerSample">Workspace floats for one sample, a multiple of 16.</param>
/// <param name="stages">The stages in order.</param>
/// <param name="dependencies">What binds the stages, sorted by the later one, then by the earlier.</param>
/// <param name="barriers">The stages before which barriers may stand, ascending.</param>
/// <param name="workspaceFloats">Workspace floats that are there once, whatever the number of samples; a multiple of 16.</param>
/// <param name="needsSamples">The name of a layer that cannot do with one sample a call, or null.</param>
/// <param name="strips">The stages that run over a few samples at a time, in order; none if null.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SessionLayout(
    PortSpec[] inputs,
    PortSpec[] targets,
    PortSpec[] outputs,
    LossSpec[] losses,
    string[] nodes,
    int workspaceFloatsPerSample,
    Stage[] stages,
    Dependency[] dependencies,
    int[] barriers,
    int workspaceFloats = 0,
    string? needsSamples = null,
    Strip[]? strips = null)
{
    internal PortSpec[] Inputs { get; } = inputs;

    internal PortSpec[] Targets { get; } = targets;

    internal PortSpec[] Outputs { get; } = outputs;

    internal LossSpec[] Losses { get; } = losses;

    internal string[] Nodes { get; } = nodes;

    internal int WorkspaceFloatsPerSample { get; } = workspaceFloatsPerSample;

    internal int WorkspaceFloats { get; } = workspaceFloats;

    internal string? NeedsSamples { get; } = needsSamples;

    internal Stage[] Stages { get; } = stages;

    internal Dependency[] Dependencies { get; } = dependencies;

    internal int[] Barriers { get; } = barriers;

    internal Strip[] Strips { get; } = strips ?? [];
}
