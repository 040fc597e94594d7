/** Writing to CloudWatch Logs, the log group made where there is none. */
export const logWriting = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/** AWS's managed policies that are known here, by ARN: the actions that each allows. */
export const managedPolicies: Readonly<Record<string, string[]>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAPIGatewayPushToCloudWatchLogs.html
  "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs": [
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:DescribeLogGroups",
    "logs:DescribeLogStreams",
    "logs:PutLogEvents",
    "logs:GetLogEvents",
    "logs:FilterLogEvents",
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
  "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole": logWriting,
  // Attached by aws.lambda.CallbackFunction when it is given no role; of the actions, those of services that are here or may be asked.
  "arn:aws:iam::aws:policy/AWSLambda_FullAccess": ["lambda:*", "logs:DescribeLogGroups"],
  "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess": ["xray:PutTraceSegments"],
  "arn:aws:iam::aws:policy/AmazonCognitoPowerUser": ["cognito-idp:*", "cognito-identity:*"],
  "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess": ["dynamodb:*"],
  "arn:aws:iam::aws:policy/AmazonKinesisFullAccess": ["kinesis:*"],
  "arn:aws:iam::aws:policy/AmazonS3FullAccess": ["s3:*"],
  "arn:aws:iam::aws:policy/AmazonSQSFullAccess": ["sqs:*"],
  "arn:aws:iam::aws:policy/CloudWatchEventsFullAccess": ["events:*"],
  "arn:aws:iam::aws:policy/CloudWatchFullAccessV2": ["cloudwatch:*", "logs:*"],
};
