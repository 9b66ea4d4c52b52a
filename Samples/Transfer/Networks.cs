namespace Transfer;

/// <summary>The layers that both networks see with.</summary>
[Block]
[Dense(256), Relu, Dense(256), Relu]
public sealed partial class Trunk;

/// <summary>Trains everything: the trunk and a head for five digits.</summary>
[Network]
[Input(Digits.Pixels)]
[Block<Trunk>(Name = "trunk")]
[Dense(5, Name = "head"), SoftmaxCrossEntropy]
public sealed partial class WholeNetwork;

/// <summary>Trains a head for five digits, and leaves the trunk as it came: 1,285 parameters of 268,037.</summary>
[Network]
[Input(Digits.Pixels)]
[Block<Trunk>(Name = "trunk", Frozen = true)]
[Dense(5, Name = "head"), SoftmaxCrossEntropy]
public sealed partial class HeadOnly;
