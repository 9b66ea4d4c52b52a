using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GraphGen.Generator.Read;
using Microsoft.CodeAnalysis;

namespace GraphGen.Generator.Diagnostics;

/// <summary>Every diagnostic: what was expected, what came, and what to do.</summary>
internal static class Descriptors
{
    private const string Category = "GraphGen";
    private const string Help = "https://github.com/graphgen/graphgen/blob/main/docs/diagnostics/";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> s_all = new[]
    {
        Error("GG0001", "A network or block must be partial", "The class '{0}' must be partial, so that the compiler can add its other half; add 'partial' to every declaration of it"),
        Error("GG0002", "A network's or block's containing type must be partial", "The class '{0}' is nested in '{1}', which must be partial too; add 'partial' to it"),
        Error("GG0003", "A network or block must be an ordinary class", "'{0}' is {1}; a network or block must be a class that is neither static nor abstract nor generic, and no record"),
        Error("GG0004", "A network has the base class Network", "The network '{0}' derives from '{1}', but the compiler derives it from 'GraphGen.Network'; remove the base class and hold a '{1}' in a field instead"),
        Error("GG0005", "A network needs an input", "The network '{0}' has no [Input]; say the shape of one sample first, such as [Input(784)]"),
        Error("GG0006", "Layers belong to a network or block", "The layers on '{0}' have no effect, because its class is not marked [Network] or [Block]; mark it"),
        Error("GG0007", "A stack stands on one declaration", "[{0}] stands on another declaration of '{1}' than the layers before it, so that their order is undefined; write all layers on one declaration"),
        Error("GG0008", "A member clashes with the emitted half", "'{1}' in the network '{0}' clashes with a member that the compiler emits; {2}"),
        Warning("GG0009", "Nothing to train", "The network '{0}' has no trainable parameter; add a layer such as [Dense(10)], or unfreeze one"),
        Error("GG0010", "One input, and first", "The {0} takes one [Input], in front; remove this one, or move it there"),
        Error("GG0101", "An argument is out of range", "{0}: '{1}' is {2}, but must be {3}"),
        Error("GG0102", "A shape does not fit", "{0} takes {1}, but what comes before it gives {2}; {3}"),
        Error("GG0103", "A shape is too large", "{0} is too large: {1}; make it smaller"),
        Error("GG0104", "Nothing follows a loss", "[{0}] follows the loss [{1}], which must be the last of its stack; move it before the loss, or remove it"),
        Error("GG0105", "A loss does not fit its input", "{0} takes {1}, but what comes before it gives {2}; {3}"),
        Error("GG0106", "A link before the loss that applies it", "[{0}] applies [{1}] itself, so that the one before it would be a second one; remove [{1}]"),
        Warning("GG0107", "An activation twice in a row", "[{0}] follows another [{1}]; remove one of them"),
        Info("GG0108", "Two dense layers with nothing between", "[{0}] follows [{1}] with nothing between, and together they can do no more than one; put an activation such as [Relu] between them"),
        Warning("GG0109", "Dense on a picture", "{0} works on the last axis of {1} and gives {2}; put [Flatten] before it to connect all elements"),
        Error("GG0110", "A layer's name does not serve", "{0}: the name '{1}' does not serve, because {2}; choose another identifier"),
        Error("GG0111", "A window larger than its input", "{0}: its window is {1} {2}, but the padded input is {3} ({4} without padding); make the kernel smaller or the padding larger"),
        Info("GG0112", "Border pixels that no window reads", "{0} never reads {1} of its input {2}; choose an input or padding that its stride divides, if they matter"),
        Error("GG0113", "Groups that do not divide", "{0}: {1} groups do not divide {2}; choose a number that does"),
        Warning("GG0114", "An even kernel with Padding.Same", "{0}: an even kernel of {1} with Padding.Same pads one pixel more behind than before, so that the output is shifted by half a pixel; use an odd kernel"),
        Error("GG0115", "The order of a picture's axes", "{0} takes pictures as [channels, height, width], but the input {1} looks like [height, width, channels]; write [Input({2})]"),
        Error("GG0116", "A normalisation over one element", "{0} normalises {1}, which is one element, so that nothing of it is left; give it more, or remove the layer"),
        Error("GG0201", "Graph may not contain this", "'{0}' may not stand in Graph, which consists of locals, calls of the class's own layer methods, the operations of Node, constant numbers, tuples and return; write it with those"),
        Warning("GG0202", "A value that nothing uses", "Nothing uses '{0}', so that layers which compute it alone are not trained; use it, or remove it"),
        Warning("GG0203", "An input that nothing uses", "Nothing uses the parameter '{0}' of Graph; use it, or remove it"),
        Warning("GG0204", "A layer method that nothing calls", "Graph never calls '{0}', so that its layers do not exist; call it, or remove it"),
        Error("GG0205", "An operand does not fit", "{0} takes {1}, but this operand is {2}; {3}"),
        Error("GG0206", "The number of sizes or values does not fit", "{0} is given {1}, but takes {2}; change the number"),
        Error("GG0207", "A block contains itself", "The block '{0}' contains itself ({1}), and would never end; break the circle, or repeat it by Repeat"),
        Error("GG0208", "A stack beside layer methods", "'{0}' has layers on the class and layer methods or a Graph; keep one of the two"),
        Error("GG0209", "The wiring is missing", "'{0}' has no {1}; add one"),
        Error("GG0210", "The form of Graph", "Graph of '{0}' {1}; {2}"),
        Error("GG0211", "The form of a layer method", "The layer method '{0}' {1}; {2}"),
        Error("GG0212", "A parameter of Graph needs an input", "The parameter '{0}' of Graph has no [Input]; say the shape of one sample, such as [Input(784)]"),
        Error("GG0213", "Indices and numbers", "{0} takes {1}, but is given {2}; {3}"),
        Error("GG0214", "A loss in a block", "The loss [{0}] stands in the block '{1}', but losses belong to networks; move it to a layer method of the network"),
        Error("GG0215", "A loss that is called twice", "'{0}' ends in a loss and is called a second time, but each loss has one target; call it once, or give it a twin of its own name"),
        Error("GG0216", "Not a block", "[Block<{0}>]: '{0}' is {1}; name a class of this project that is marked [Block]"),
        Error("GG0217", "A layer is given several values", "[{0}] takes one value, but the method '{1}' takes {2}; join them in Graph by Node.Concat or '+', or let a block that takes {2} stand first"),
        Error("GG0218", "Shared weights do not fit", "The layer '{0}' was made for {1} by its first call, and shares its weights with this one, whose value is {2}; give it values of one shape, or declare a second layer method"),
        Error("GG0219", "The form of a size", "'{0}' is marked [Size], but {1}; {2}"),
        Error("GG0220", "A number that must be a constant", "'{0}' is no number that the compiler can compute; write literals, constants and [Size] constants, joined by + - * /"),
        Error("GG0221", "An input in a block", "The block '{0}' says [Input], but the shapes come from its use; remove [Input]"),
    }.ToImmutableDictionary(descriptor => descriptor.Id);

    /// <summary>Problems after which the emitted half would hide the real error behind the C# compiler's own.</summary>
    private static readonly ImmutableHashSet<string> s_forbidEmission = ["GG0001", "GG0002", "GG0003", "GG0004"];

    public static ImmutableArray<DiagnosticDescriptor> All => s_all.Values.OrderBy(descriptor => descriptor.Id, System.StringComparer.Ordinal).ToImmutableArray();

    public static DiagnosticDescriptor Of(string id) => s_all[id];

    public static bool IsError(string id) => Of(id).DefaultSeverity == DiagnosticSeverity.Error;

    public static bool ForbidsEmission(string id) => s_forbidEmission.Contains(id);

    public static string Message(Problem problem) =>
        $"{problem.Id}: {string.Format(CultureInfo.InvariantCulture, Of(problem.Id).MessageFormat.ToString(CultureInfo.InvariantCulture), [.. problem.Values])}";

    private static DiagnosticDescriptor Error(string id, string title, string message) => New(id, title, message, DiagnosticSeverity.Error, WellKnownDiagnosticTags.NotConfigurable);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => New(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => New(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor New(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: Help + id + ".md", customTags: tags);
}
